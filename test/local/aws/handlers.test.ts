import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inProcessRunner, type LocalAws, startLocalAws } from '../../../local/aws/index.ts';
import { callsOf } from '../../support/calls.ts';

describe('the local AWS', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ runner: inProcessRunner(async () => 0), vcpus: 1 });
  });
  afterAll(() => aws.close());

  it('answers what worker, action and demo call, and nothing that none of them does', async () => {
    const calls = await callsOf('worker/src', 'actions/estimate-pi/src', 'local/demo');
    expect([...aws.handlers].sort()).toEqual(calls);
  });
});
