/**
 * Stands in for the SDK's default chain of credentials in the built worker: clients.ts gives every
 * client its credentials, and the chain would be a quarter of the bundle.
 */
export const defaultProvider = () => () =>
  Promise.reject(new Error('a client was made without clients.ts, which gives credentials'));
