/** The built action on a network, and with an AWS, that fail now and then. */
import { describe, expect, it } from '@jest/globals';
import { CHANGES, play, UPDATED } from '../play.ts';

const APPLY = { command: 'apply' };

describe('an apply', () => {
  it.each(['CreateChangeSet', 'ExecuteChangeSet'])(
    'makes and executes one change set although the reply to %s was lost',
    async (operation) => {
      const { exitCode, outputs, cloud } = await play(
        {
          stack: { status: 'UPDATE_COMPLETE' },
          changes: CHANGES,
          onExecute: UPDATED,
          loses: (action, nth) => action === `cloudformation:${operation}` && nth === 1,
        },
        APPLY,
      );
      expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
      expect(cloud.count(`cloudformation:${operation}`)).toBe(2);
      expect(cloud.changeSets.names).toHaveLength(1);
    },
  );

  it('survives throttling, server faults and a connection reset', async () => {
    const { exitCode, outputs, cloud } = await play(
      {
        stack: { status: 'UPDATE_COMPLETE' },
        changes: CHANGES,
        onExecute: UPDATED,
        answer: (action, nth) => {
          if (action === 'cloudformation:DescribeStacks' && nth >= 3 && nth <= 14) {
            if (nth % 3 === 0) return 'reset';
            return { fault: 'Throttling', message: 'Rate exceeded', status: nth % 2 ? 400 : 503 };
          }
          return undefined;
        },
      },
      APPLY,
      { timeScale: 50 },
    );
    expect([exitCode, outputs['verdict']]).toEqual([0, 'applied']);
    expect(cloud.count('cloudformation:ExecuteChangeSet')).toBe(1);
  });
});
