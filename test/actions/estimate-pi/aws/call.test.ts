import { describe, expect, it } from '@jest/globals';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { call, classify } from '../../../../actions/estimate-pi/src/aws/call.ts';

const service = (name: string, httpStatusCode: number, message = '') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
const network = (code: string) => Object.assign(new Error('socket hang up'), { code });

describe('what the SDK throws', () => {
  it.each([
    [service('TooManyRequestsException', 429), 'throttled'],
    [service('ThrottlingException', 400), 'throttled'],
    [service('ServerException', 500), 'uncertain'],
    [service('ServiceUnavailable', 503), 'uncertain'],
    [service('ExpiredTokenException', 400), 'expired'],
    [service('ExpiredToken', 403), 'expired'],
    [service('UnrecognizedClientException', 403), 'expired'],
    [service('InvalidSignatureException', 403, 'Signature expired: 2026'), 'expired'],
    [service('AccessDeniedException', 403), 'denied'],
    [service('AccessDenied', 403), 'denied'],
    [service('ResourceNotFoundException', 400), 'missing'],
    [service('QueueDoesNotExist', 400), 'missing'],
    [service('ClientException', 400), 'refused'],
    [service('ValidationError', 400), 'refused'],
    [service('SyntaxError', 200, 'Unterminated string in JSON'), 'uncertain'],
    [network('ECONNRESET'), 'uncertain'],
    [network('ENOTFOUND'), 'uncertain'],
    [Object.assign(new Error('late'), { name: 'TimeoutError' }), 'uncertain'],
    [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'expired'],
    [new Error('Region is missing'), 'refused'],
    [new TypeError('x is not a function'), 'refused'],
  ])('%s is %s', (error, kind) => expect(classify(error)).toBe(kind));

  it('keeps name, message and cause', async () => {
    const cause = service('ClientException', 400, 'JobQueue X not found');
    const fault = await call('batch:SubmitJob', () => Promise.reject(cause)).catch((e) => e);
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault.message).toBe('batch:SubmitJob: ClientException: JobQueue X not found');
    expect(fault.cause).toBe(cause);
  });
});
