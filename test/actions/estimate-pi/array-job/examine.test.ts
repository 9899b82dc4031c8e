import { describe, expect, it } from '@jest/globals';
import { examine } from '../../../../actions/estimate-pi/src/array-job/examine.ts';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import { job, world } from './fakes.ts';

const { signal } = new AbortController();
const RUN = { jobQueue: 'Q', jobIds: ['a', 's', 'a:0'], statusReasons: [] };
const denied = (call: string) => () => Promise.reject(new CallFault('denied', call, 'no'));

function deps(front: readonly string[], reason?: string) {
  const described: string[] = [];
  const world_ = world({
    inspect: {
      queue: async () => ({
        name: 'Q',
        enabled: true,
        valid: true,
        statusReason: '',
        environments: ['e'],
      }),
      environments: async () => [],
      front: async () => [...front],
    },
    batch: {
      describe: async (ids) => {
        described.push(...ids);
        return ids.map((id) => job(id, 'RUNNABLE', { statusReason: reason }));
      },
    },
  });
  return { world_, described };
}

describe('the facts', () => {
  it('hold the reason of whichever child of the run is first in line', async () => {
    const { world_, described } = deps(['a:7', 'a:8'], 'UNDETERMINED - x');
    const facts = await examine(RUN, signal, world_);
    expect(facts).toMatchObject({ ahead: 0, statusReasons: ['UNDETERMINED - x'], unread: [] });
    expect(described).toEqual(['a:7']);
  });

  it('say how many jobs are ahead, whose reasons are not of this run', async () => {
    const { world_, described } = deps(['b', 'c:1', 's']);
    expect(await examine(RUN, signal, world_)).toMatchObject({ ahead: 2, statusReasons: [] });
    expect(described).toEqual(['s']);
    const unseen = deps(['b', 'c:1']);
    expect(await examine(RUN, signal, unseen.world_)).toMatchObject({ ahead: 2 });
    expect(unseen.described).toEqual([]);
  });

  it('name what may not be read', async () => {
    const inspect = {
      queue: denied('batch:DescribeJobQueues'),
      front: denied('batch:GetJobQueueSnapshot'),
    };
    expect(await examine(RUN, signal, world({ inspect }))).toEqual({
      statusReasons: [],
      unread: ['batch:DescribeJobQueues', 'batch:GetJobQueueSnapshot'],
    });
  });
});
