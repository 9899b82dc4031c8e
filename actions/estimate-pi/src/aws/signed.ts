/** Small signed requests to services whose SDK client would be larger than everything else here. */
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider, Provider } from '@smithy/types';

export interface Identity {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly region: Provider<string>;
}

export interface SignedRequest {
  /** The name that the signature is for, for example `ec2`. */
  readonly service: string;
  /** Host name of the real service in a region. */
  readonly host: (region: string) => string;
  /** Instead of the identity's own. */
  readonly region?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LONGEST_MS = 10_000;

/**
 * @returns status and body of the answer
 * @throws what fetch throws when there is no answer
 */
export async function sendSigned(
  request: SignedRequest,
  identity: Identity,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  const region = request.region ?? (await identity.region());
  const url = new URL(endpoint(request.service) ?? `https://${request.host(region)}`);
  const signer = new SignatureV4({
    credentials: identity.credentials,
    region,
    service: request.service,
    sha256: Sha256,
  });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    path: '/',
    headers: { ...request.headers, host: url.host },
    body: request.body,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: signed.headers,
    body: request.body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
  });
  return { status: response.status, body: await response.text() };
}

/** As the SDK has it: a service's own variable before the one for all. */
function endpoint(service: string): string | undefined {
  return process.env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || process.env.AWS_ENDPOINT_URL;
}

/** An answer that is an error, in the shape in which the SDK throws it. */
export class AnswerError extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, httpStatusCode: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}

/** @returns the host's suffix of a region's partition */
export function suffix(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}
