/** Asks ECR whether an image is there: a job whose image is missing is only found out when it starts. */
import * as v from 'valibot';
import { call } from './call.ts';
import { AnswerError, type Identity, sendSigned, suffix } from './signed.ts';

const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<name>[^@]+)@(?<digest>sha256:[0-9a-f]{64})$/;
const ABSENT = new Set(['ImageNotFoundException', 'RepositoryNotFoundException']);
const Failure = v.object({
  __type: v.optional(v.string(), 'UnknownError'),
  message: v.optional(v.string(), ''),
});

/**
 * @param uri with a digest
 * @returns undefined when the registry is not ECR
 * @throws {CallFault}
 */
export async function imageExists(
  uri: string,
  identity: Identity,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const { account, region, name, digest } = ECR_IMAGE.exec(uri)?.groups ?? {};
  if (region === undefined) return undefined;
  return call('ecr:DescribeImages', async () => {
    const { status, body } = await sendSigned(
      {
        service: 'ecr',
        host: (where) => `api.ecr.${where}.${suffix(where)}`,
        region,
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeImages',
        },
        body: JSON.stringify({
          registryId: account,
          repositoryName: name,
          imageIds: [{ imageDigest: digest }],
        }),
      },
      identity,
      signal,
    );
    if (status === 200) return true;
    const { __type, message } = failure(body, status);
    const error = __type.split('#').at(-1) ?? __type;
    if (ABSENT.has(error)) return false;
    throw new AnswerError(error, message, status);
  });
}

/** What stands between here and ECR may answer in its own words. */
function failure(body: string, status: number): v.InferOutput<typeof Failure> {
  try {
    return v.parse(Failure, JSON.parse(body));
  } catch {
    return { __type: 'UnknownError', message: `status ${status}` };
  }
}
