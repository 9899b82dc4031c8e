import { describe, expect, it } from '@jest/globals';
import { call } from '../../worker/src/aws-fault.ts';
import { EXIT, Fault, InputFault } from '../../worker/src/fault.ts';

const failing = (error: unknown) =>
  call('SQS SendMessage to q', 'that the job role allows it', () => Promise.reject(error)).catch(
    (fault: unknown) => fault,
  );

const serviceError = (name: string, fault: string, httpStatusCode: number) =>
  Object.assign(new Error('told so'), { name, $fault: fault, $metadata: { httpStatusCode } });

describe('call', () => {
  it('hands on what the call gives', async () => {
    await expect(call('a', 'b', async () => 7)).resolves.toBe(7);
  });

  it.each([
    serviceError('AccessDenied', 'client', 403),
    serviceError('InvalidClientTokenId', 'client', 403),
    serviceError('InvalidParameterValue', 'client', 400),
  ])(
    'says of a refusal ($name) what to check, and does not ask for another attempt',
    async (error) => {
      const fault = await failing(error);
      expect(fault).toBeInstanceOf(Fault);
      expect(fault).toMatchObject({
        exitCode: EXIT.failed,
        message: `SQS SendMessage to q was refused: ${error.name}: told so (check that the job role allows it)`,
        cause: error,
      });
    },
  );

  it.each([
    serviceError('InternalError', 'server', 500),
    serviceError('ServiceUnavailable', 'server', 503),
    serviceError('RequestThrottled', 'client', 403),
    serviceError('ThrottlingException', 'client', 400),
    serviceError('SomethingNew', 'client', 429),
    serviceError('QueueDeletedRecently', 'client', 400),
    serviceError('ExpiredToken', 'client', 403),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    Object.assign(new Error('too slow'), { name: 'TimeoutError', $metadata: { attempts: 8 } }),
    Object.assign(new Error('Unexpected token <'), { name: 'SyntaxError', $metadata: {} }),
    Object.assign(new Error('503'), { name: 'CredentialsProviderError' }),
  ])('takes $name: $message for something that passes', async (error) => {
    expect(await failing(error)).toMatchObject({
      exitCode: EXIT.passing,
      message: `SQS SendMessage to q did not get through: ${error.name}: ${error.message}`,
    });
  });

  it('tells of every address that could not be reached', async () => {
    const attempts = [
      new Error('connect ECONNREFUSED ::1:1'),
      new Error('connect EPERM 1.2.3.4:1'),
    ];
    const fault = await failing(new AggregateError(attempts));
    expect(fault).toMatchObject({
      message: expect.stringContaining('::1:1, Error: connect EPERM'),
    });
  });

  it('keeps to one line', async () => {
    expect(await failing(new Error('one\ntwo'))).toMatchObject({
      message: expect.not.stringContaining('\n'),
    });
  });

  it('hands on what is a fault already', async () => {
    const fault = new InputFault('wrong');
    expect(await failing(fault)).toBe(fault);
  });
});
