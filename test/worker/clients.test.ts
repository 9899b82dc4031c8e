import { describe, expect, it } from '@jest/globals';
import { clientSettings } from '../../worker/src/clients.ts';
import { EXIT, InputFault } from '../../worker/src/fault.ts';

const job = {
  AWS_REGION: 'eu-west-1',
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/1',
};

describe('clientSettings', () => {
  it('takes region and endpoint from the environment and from nowhere else', () => {
    expect(clientSettings(job)).toMatchObject({
      region: 'eu-west-1',
      useQueueUrlAsEndpoint: false,
    });
    expect(clientSettings(job)).not.toHaveProperty('endpoint');
    expect(clientSettings({ ...job, AWS_ENDPOINT_URL: 'http://127.0.0.1:4' })).toHaveProperty(
      'endpoint',
      'http://127.0.0.1:4',
    );
  });

  it('waits for an answer longer than the longest poll, but not for ever', () => {
    const { requestTimeout, throwOnRequestTimeout } = clientSettings(job).requestHandler;
    expect(requestTimeout).toBeGreaterThan(20_000);
    expect(throwOnRequestTimeout).toBe(true);
  });

  it('insists on a region', () => {
    const act = () => clientSettings({ ...job, AWS_REGION: undefined });
    expect(act).toThrow(InputFault);
    expect(act).toThrow("AWS_REGION is not set: the job definition's environment must set it");
  });

  it('takes credentials given by hand', () => {
    const byHand = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c' };
    expect(clientSettings({ ...job, ...byHand }).credentials).toEqual({
      accessKeyId: 'a',
      secretAccessKey: 'b',
      sessionToken: 'c',
    });
  });

  it.each(['http://example.com/credentials', 'nonsense'])('does not fetch them from %s', (uri) => {
    const act = () =>
      clientSettings({ AWS_REGION: 'eu-west-1', AWS_CONTAINER_CREDENTIALS_FULL_URI: uri });
    expect(act).toThrow('is no place to get credentials from');
    expect(act).toThrow(expect.objectContaining({ exitCode: EXIT.failed }));
  });

  it('insists on credentials and says where they come from', () => {
    const act = () => clientSettings({ AWS_REGION: 'eu-west-1' });
    expect(act).toThrow('no AWS credentials: the job definition must name a job role');
    expect(act).toThrow(expect.objectContaining({ exitCode: EXIT.failed }));
  });
});
