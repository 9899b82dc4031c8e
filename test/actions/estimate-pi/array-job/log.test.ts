import { describe, expect, it } from '@jest/globals';
import { CallFault } from '../../../../actions/estimate-pi/src/array-job/fault.ts';
import {
  lastSummary,
  readSummary,
  streamsOf,
} from '../../../../actions/estimate-pi/src/array-job/log.ts';
import { sampleSummary } from '../sample.ts';
import { job, world } from './fakes.ts';

const { signal } = new AbortController();
const line = (id: string, children = 4) => JSON.stringify(sampleSummary(id, children));
const attempt = (logStream: string) => ({
  startedAt: 1,
  stoppedAt: 2,
  statusReason: undefined,
  exitCode: 75,
  reason: undefined,
  logStream,
});

describe('the Summary in a log', () => {
  it('is the last one of this run', () => {
    const lines = ['table', line('run', 3), line('other'), line('run'), 'Pi is approximately 3'];
    expect(lastSummary(lines, 'run')?.children.received).toBe(4);
    expect(lastSummary(lines, 'another run')).toBeUndefined();
  });

  it.each(['', '{', '{"version":1}', 'null', line('run').replace('"version":1', '"version":2')])(
    'is not %j',
    (text) => expect(lastSummary([text], 'run')).toBeUndefined(),
  );

  it('is looked for in the newest attempt first', () => {
    const attempts = [attempt('first'), attempt('second'), attempt('third')];
    expect(streamsOf(job('s', 'SUCCEEDED', { attempts, logStream: 'third' }))).toEqual([
      'third',
      'second',
      'first',
    ]);
  });

  it('may be in an older attempt', async () => {
    const streams: Record<string, string[]> = { new: ['already done'], old: [line('run')] };
    const deps = world({ logs: { tail: async (stream) => streams[stream] ?? [] } });
    const summarize = job('s', 'SUCCEEDED', { attempts: [attempt('old')], logStream: 'new' });
    const found = await readSummary(summarize, 'run', signal, deps);
    expect(found?.summary.arrayJobId).toBe('run');
  });

  it('is waited for two minutes, and the wait is told once a minute', async () => {
    const missing = new CallFault('missing', 'logs:GetLogEvents', 'no such stream');
    const deps = world({ logs: { tail: () => Promise.reject(missing) } });
    const started = deps.clock.now();
    const summarize = job('s', 'SUCCEEDED', { logStream: 'x' });
    await expect(readSummary(summarize, 'run', signal, deps)).resolves.toBeUndefined();
    expect(deps.clock.now() - started).toBe(120_000);
    const told = 'The summarize job has succeeded; waiting for its log';
    expect(deps.lines).toEqual([told, told]);
  });
});
