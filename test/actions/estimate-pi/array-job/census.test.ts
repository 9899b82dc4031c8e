import { describe, expect, it } from '@jest/globals';
import { takeCensus } from '../../../../actions/estimate-pi/src/array-job/census.ts';
import { job, listed, world } from './fakes.ts';

const { signal } = new AbortController();
const attempt = (startedAt: number, stoppedAt: number, statusReason?: string) => ({
  startedAt,
  stoppedAt,
  statusReason,
  exitCode: 0,
  reason: undefined,
  logStream: undefined,
});
const array = (size: number) => job('a', 'SUCCEEDED', { array: { size, counts: {} }, vcpus: 2 });

/** An array whose children ran for a second each; every tenth was reclaimed once before. */
function deps(size: number) {
  const calls = { children: 0, describe: 0 };
  const world_ = world({
    batch: {
      children: async function* (_id, status) {
        for (let from = 0; from < (status === 'SUCCEEDED' ? size : 0); from += 1_000) {
          calls.children++;
          yield Array.from({ length: Math.min(1_000, size - from) }, (_, i) =>
            listed(`a:${from + i}`, {
              index: from + i,
              startedAt: 2_000 + i,
              stoppedAt: 3_000 + i,
            }),
          );
        }
      },
      describe: async (ids) => {
        calls.describe++;
        return ids.map((id) => {
          const index = Number(id.split(':')[1]);
          const first = index % 10 === 0 ? [attempt(1_000, 1_500, 'Host EC2 terminated.')] : [];
          return job(id, 'SUCCEEDED', { attempts: [...first, attempt(2_000, 3_000)] });
        });
      },
    },
  });
  return { world_, calls };
}

describe('the census', () => {
  it('counts every attempt of a small array', async () => {
    const { world_, calls } = deps(100);
    expect(await takeCensus(array(100), signal, world_)).toEqual({
      firstStartedAt: 1_000,
      lastStoppedAt: 3_000,
      runSeconds: 105,
      vcpus: 2,
      retried: 10,
      interrupted: 10,
    });
    expect(calls).toEqual({ children: 1, describe: 1 });
  });

  it('describes no child of a large one', async () => {
    const { world_, calls } = deps(10_000);
    expect(await takeCensus(array(10_000), signal, world_)).toMatchObject({
      firstStartedAt: 2_000,
      lastStoppedAt: 3_999,
      runSeconds: 10_000,
      retried: undefined,
    });
    expect(calls).toEqual({ children: 10, describe: 0 });
  });

  it('takes a plain job for its only child, with one call less', async () => {
    const plain = job('a', 'SUCCEEDED', { attempts: [attempt(5, 1_005)], vcpus: 1 });
    expect(await takeCensus(plain, signal, world({}))).toMatchObject({ runSeconds: 1, retried: 0 });
  });
});
