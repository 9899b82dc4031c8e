/** The built action when it is cancelled, killed, or has no usable credentials. */
import { describe, expect, it } from '@jest/globals';
import { type Finished, runAction } from './action.ts';
import { Cloud } from './cloud/cloud.ts';
import type { Scene } from './cloud/scene.ts';
import { CHANGES, play } from './play.ts';

const APPLY = { command: 'apply' };

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Sends a signal as soon as an action was called so many times. */
async function interrupted(
  scene: Scene,
  signal: NodeJS.Signals,
  action: string,
  times: number,
): Promise<{ cloud: Cloud; finished: Finished }> {
  const cloud = await Cloud.start(scene);
  const finished = await runAction({
    endpoint: cloud.endpoint,
    inputs: APPLY,
    timeScale: 50,
    meanwhile: async (child) => {
      await until(() => cloud.count(action) >= times);
      child.kill(signal);
    },
  });
  return { cloud, finished };
}

/** A change set that is for ever being made. */
const SLOW: Scene = {
  stack: { status: 'UPDATE_COMPLETE' },
  answer: (action, _nth, { ChangeSetName: name }) =>
    action === 'cloudformation:DescribeChangeSet'
      ? { ChangeSetName: name, Status: 'CREATE_IN_PROGRESS' }
      : undefined,
};

describe('cancelled', () => {
  it('leaves a running deployment alone, and says so', async () => {
    const { cloud, finished } = await interrupted(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: [{ status: 'UPDATE_IN_PROGRESS' }],
      },
      'SIGINT',
      'cloudformation:DescribeStackEvents',
      4,
    );
    await cloud.close();
    expect([finished.exitCode, finished.outputs['verdict']]).toEqual([1, 'cancelled']);
    expect(finished.log).toContain('goes on without this step: it is not rolled back');
    expect(finished.summary).toContain('Cancelled while waiting for');
    expect(cloud.stack.status).toBe('UPDATE_IN_PROGRESS');
  });

  it('deletes a change set that it had not executed', async () => {
    const { cloud, finished } = await interrupted(
      SLOW,
      'SIGINT',
      'cloudformation:DescribeChangeSet',
      2,
    );
    await cloud.close();
    expect([finished.exitCode, finished.outputs['verdict']]).toEqual([1, 'cancelled']);
    expect(cloud.changeSets.names).toHaveLength(1);
    expect(cloud.changeSets.existing.size).toBe(0);
    expect(finished.state['unfinished']).toBe('');
  });

  it('ends although AWS does not answer', async () => {
    const { cloud, finished } = await interrupted(
      { answer: () => 'hang' },
      'SIGTERM',
      'cloudformation:DescribeStacks',
      1,
    );
    await cloud.close();
    expect([finished.exitCode, finished.outputs['verdict']]).toEqual([1, 'cancelled']);
  });

  it('takes the change set and the empty stack away in post when it was killed', async () => {
    const { stack: _none, ...fresh } = SLOW;
    const { cloud, finished } = await interrupted(
      fresh,
      'SIGKILL',
      'cloudformation:DescribeChangeSet',
      2,
    );
    expect(cloud.changeSets.existing.size).toBe(1);
    expect(cloud.stack.status).toBe('REVIEW_IN_PROGRESS');
    const post = await runAction({
      endpoint: cloud.endpoint,
      inputs: APPLY,
      state: finished.state,
    });
    await cloud.close();
    expect(post.exitCode).toBe(0);
    expect(cloud.changeSets.existing.size).toBe(0);
    expect(cloud.count('cloudformation:DeleteStack')).toBe(1);
  });

  it('has nothing to do in post after a step that ended by itself', async () => {
    const { cloud, exitCode } = await play({}, APPLY, {
      state: { isPost: 'true', unfinished: '' },
    });
    expect([exitCode, cloud.calls]).toEqual([0, []]);
  });
});

describe('refused', () => {
  it('says which call was not allowed, and what to do', async () => {
    const { exitCode, log } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        answer: (action) =>
          action === 'cloudformation:CreateChangeSet'
            ? { fault: 'AccessDenied', message: 'not authorized', status: 403 }
            : undefined,
      },
      APPLY,
    );
    expect(exitCode).toBe(1);
    expect(log).toContain(
      '::error::cloudformation:CreateChangeSet was refused: AccessDenied: not authorized%0AAllow cloudformation:CreateChangeSet to the role',
    );
  });

  it.each([
    ['AWS_REGION', /^::error::There is no AWS region for cloudformation:DescribeStacks/m],
    ['AWS_ACCESS_KEY_ID', /^::error::There are no usable AWS credentials for cloudformation:Desc/m],
  ])('says which step is missing when there is no %s', async (variable, message) => {
    const { exitCode, log, summary } = await play({}, APPLY, {
      environment: { [variable]: undefined, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(exitCode).toBe(1);
    expect(log).toMatch(message);
    expect(log).toContain('Run aws-actions/configure-aws-credentials in a step before this one');
    expect(summary).toContain('[!CAUTION]');
  });

  it('names the cause first even if the summary cannot be written', async () => {
    const { exitCode, log } = await play({ stack: { status: 'UPDATE_FAILED' } }, APPLY, {
      environment: { GITHUB_STEP_SUMMARY: '/nonexistent' },
    });
    expect(exitCode).toBe(1);
    expect(log.indexOf('::error::Pi is UPDATE_FAILED')).toBeGreaterThan(-1);
    expect(log.indexOf('::error::Pi is UPDATE_FAILED')).toBeLessThan(log.indexOf('/nonexistent'));
  });

  it('says that the credentials have expired, and that the deployment goes on', async () => {
    const { exitCode, log, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: [{ status: 'UPDATE_IN_PROGRESS' }],
        answer: (action, nth) =>
          action === 'cloudformation:DescribeStackEvents' && nth > 3
            ? { fault: 'ExpiredToken', message: 'The security token is expired', status: 403 }
            : undefined,
      },
      APPLY,
    );
    expect(exitCode).toBe(1);
    expect(log).toContain('::error::The credentials expired before cloudformation:Describe');
    expect(log).toContain('What CloudFormation has begun goes on.');
    expect(cloud.stack.status).toBe('UPDATE_IN_PROGRESS');
  });
});
