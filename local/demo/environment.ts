/**
 * Points this process at the local AWS and at nothing else: whatever AWS setting the person at the
 * keyboard has (credentials, a profile, an endpoint of one service) could send a "local" call out.
 */
export function isolate(
  environment: NodeJS.ProcessEnv,
  local: Readonly<Record<string, string>>,
): void {
  const keep = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  for (const name of Object.keys(environment)) {
    if (name.startsWith('AWS_') && name !== keep) delete environment[name];
  }
  Object.assign(environment, local);
}
