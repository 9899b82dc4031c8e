/** Whose credentials these are. */
import { sendSigned } from '../../../actions/estimate-pi/src/aws/signed.ts';

/** @returns the account's number @throws {Error} in one line, when AWS does not accept them */
export async function accountOf(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env;
  const { AWS_REGION: region = '', AWS_SESSION_TOKEN: sessionToken } = env;
  const credentials = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
  };
  const request = {
    service: 'sts',
    host: (where: string) => `sts.${where}.amazonaws.com`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  };
  const identity = { credentials: async () => credentials, region: async () => region };
  const { status, body } = await sendSigned(request, identity, AbortSignal.timeout(10_000)).catch(
    (error) => {
      throw new Error(`no answer from AWS in region ${region}: ${error.cause ?? error}`);
    },
  );
  const account = /<Account>(\d{12})<\/Account>/.exec(body)?.[1];
  if (account !== undefined) return account;
  const why = /<Message>([^<]*)/.exec(body)?.[1] ?? `status ${status}`;
  throw new Error(`AWS does not accept the credentials: ${why}`);
}
