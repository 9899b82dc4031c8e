/** Long enough for a client that asks once; AWS's own containers get six hours. */
const LIFETIME_MS = 6 * 60 * 60 * 1000;

/**
 * What the container credential provider of the SDK asks for. Nothing here checks a signature, so
 * the keys are words that nobody could take for real ones.
 *
 * @param now milliseconds since 1970
 */
export function credentials(now: number): Readonly<Record<string, string>> {
  return {
    AccessKeyId: 'LOCALAWSKEY',
    SecretAccessKey: 'of no use anywhere else',
    Token: 'local',
    Expiration: new Date(now + LIFETIME_MS).toISOString(),
  };
}
