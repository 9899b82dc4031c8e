/** What `summarize` does when it was killed before, or when another one runs. */
import { describe, expect, it } from '@jest/globals';
import { EXIT, PassingFault, QueueGoneFault } from '../../worker/src/fault.ts';
import { parseSummary } from '../../worker/src/summary.ts';
import { messages } from './fixtures/messages.ts';
import { done, failed, going, Summarizing } from './fixtures/summarizing.ts';

const summaryOf = (out: readonly string[]) => parseSummary(out.at(-2) ?? '');

describe('summarize when it is killed and tried again', () => {
  it('finds everything again after it was killed before deleting', async () => {
    const summarizing = new Summarizing(done(30), messages(30));
    const queue = summarizing.queue;
    const remove = queue.delete.bind(queue);
    queue.delete = () => Promise.reject(new Error('killed here'));
    const first = await summarizing.attempt();
    queue.delete = remove;
    const second = await summarizing.attempt({ attempt: 2 });
    expect(second.code).toBe(EXIT.ok);
    expect(second.out).toEqual(first.out);
    expect(summarizing.time.now).toBe(60_000);
    expect(queue.messages).toBeUndefined();
  });

  it('says so and succeeds after it was killed after deleting', async () => {
    const summarizing = new Summarizing(done(3), messages(3));
    await summarizing.attempt();
    const { out, code } = await summarizing.attempt({ attempt: 2 });
    expect(code).toBe(EXIT.ok);
    expect(out).toEqual([
      expect.stringContaining('an earlier attempt of this job printed the Summary'),
    ]);
  });

  it('does the same for an array that has failed in part', async () => {
    const summarizing = new Summarizing(failed(3, 2), messages(2));
    await summarizing.attempt({ allowPartial: true });
    expect((await summarizing.attempt({ allowPartial: true, attempt: 2 })).code).toBe(EXIT.ok);
  });

  /** For a minute after its deletion SQS may go on as if the queue were there, and empty. */
  const deletedJustNow = ({ queue, time }: Summarizing) => {
    queue.exists = async () => true;
    queue.receive = async (waitSeconds, signal) => {
      if (time.now >= 60_000) throw new QueueGoneFault('queue was deleted');
      await time.sleep(waitSeconds * 1_000, signal);
      return [];
    };
  };

  it('says so and succeeds while SQS still shows the queue that it had deleted', async () => {
    const summarizing = new Summarizing(done(3));
    deletedJustNow(summarizing);
    const { out, code } = await summarizing.attempt({ attempt: 2 });
    expect(code).toBe(EXIT.ok);
    expect(out).toEqual([
      expect.stringContaining('an earlier attempt of this job printed the Summary'),
    ]);
  });

  it.each([
    ['this is the first attempt', done(3), 1],
    ['the array goes on', going(3), 2],
  ])('fails when the queue goes away and %s', async (_, state, attempt) => {
    const summarizing = new Summarizing(state);
    deletedJustNow(summarizing);
    expect((await summarizing.attempt({ attempt })).code).toBe(EXIT.missing);
  });

  it('does not claim that another job’s work is its own', async () => {
    const { code, message: told } = await new Summarizing(done(3)).attempt();
    expect(code).toBe(EXIT.missing);
    expect(told).toContain('another job has summarized it already, or the run was cancelled');
  });

  it('ends when it is stopped, having printed and deleted nothing', async () => {
    const summarizing = new Summarizing(going(3), messages(2));
    setImmediate(() => summarizing.stopping.abort(new PassingFault('stopped by SIGTERM')));
    const { out, code } = await summarizing.attempt();
    expect(code).toBe(EXIT.passing);
    expect(out).toEqual([]);
    expect(summarizing.queue.calls.delete).toBe(0);
  });
});

describe('two runs at once', () => {
  it('never meet', async () => {
    const one = new Summarizing(done(20), messages(20));
    const bodies = messages(20).map((body) => body.replace('"run"', '"other"'));
    const two = new Summarizing(done(20), bodies);
    const ended = await Promise.all([one.attempt(), two.attempt({ arrayJobId: 'other' })]);
    expect(ended.map(({ out }) => summaryOf(out)?.arrayJobId)).toEqual(['run', 'other']);
    expect(ended.map(({ out }) => summaryOf(out)?.children.malformed)).toEqual([0, 0]);
  });
});
