import { describe, expect, it, jest } from '@jest/globals';
import type { RunnableJob } from '../../../local/aws/index.ts';
import { interrupting, victims } from '../../../local/demo/interrupt.ts';

describe('victims', () => {
  it('spreads over the whole array, each index once', () => {
    expect(victims(3, 100)).toEqual([16, 50, 83]);
    expect(victims(0, 100)).toEqual([]);
    expect(victims(1, 1)).toEqual([0]);
    expect(new Set(victims(10_000, 10_000)).size).toBe(10_000);
  });
});

describe('interrupting', () => {
  const job = (more: Partial<RunnableJob>): RunnableJob => ({
    jobId: 'array:1',
    attempt: 1,
    image: '',
    command: ['calculate'],
    environment: { AWS_BATCH_JOB_ARRAY_INDEX: '1' },
    vcpus: 1,
    memoryMiB: 1,
    log: () => {},
    ...more,
  });

  it('takes the host of a chosen child once, in its first attempt, and of nothing else', () => {
    jest.useFakeTimers();
    try {
      const running = { ended: new Promise<never>(() => {}), terminate: () => {} };
      const reclaimed: string[] = [];
      const runner = interrupting({ start: () => running }, [1], (id) => reclaimed.push(id));
      expect(runner.start(job({}))).toBe(running);
      runner.start(job({ attempt: 2 }));
      runner.start(job({ jobId: 'array:0', environment: { AWS_BATCH_JOB_ARRAY_INDEX: '0' } }));
      runner.start(job({ jobId: 'summarize', command: ['summarize'], environment: {} }));
      jest.runAllTimers();
      expect(reclaimed).toEqual(['array:1']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('takes a plain job for child 0', () => {
    jest.useFakeTimers();
    try {
      const reclaimed: string[] = [];
      const running = { ended: new Promise<never>(() => {}), terminate: () => {} };
      const runner = interrupting({ start: () => running }, [0], (id) => reclaimed.push(id));
      runner.start(job({ jobId: 'plain', environment: {} }));
      jest.runAllTimers();
      expect(reclaimed).toEqual(['plain']);
    } finally {
      jest.useRealTimers();
    }
  });
});
