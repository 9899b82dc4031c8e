/** The comment on a pull request and the issue about drift, on a GitHub of the test's own. */
import { describe, expect, it, jest } from '@jest/globals';
import { report } from '../../.github/scripts/drift.ts';
import { type Context, type GitHub, textOf } from '../../.github/scripts/github.ts';
import { comment } from '../../.github/scripts/preview.ts';

const repo = { owner: 'octo-org', repo: 'pi' };
const context: Context = {
  repo,
  issue: { ...repo, number: 7 },
  serverUrl: 'https://github.com',
  runId: 99,
};
const ROBOT = { type: 'Bot' };

/** A GitHub with these issues or comments, which records what is asked of it. */
function play(texts: readonly Record<string, unknown>[]) {
  const calls: (readonly [string, Record<string, unknown>])[] = [];
  const record = (name: string) => async (parameters: Record<string, unknown>) => {
    calls.push([name, parameters]);
  };
  const issues = {
    listForRepo: 'listForRepo',
    listComments: 'listComments',
    create: record('create'),
    update: record('update'),
    createComment: record('createComment'),
    updateComment: record('updateComment'),
  };
  const paginate = jest.fn(async (_route: unknown, _parameters: unknown) => texts);
  return { calls, paginate, github: { rest: { issues }, paginate } as unknown as GitHub };
}

describe('the preview', () => {
  const env = { REPORT: '| **Replace** | JobQueue |', VERDICT: 'changes' };
  const own = {
    id: 5,
    number: 0,
    user: ROBOT,
    body: '<!-- preview of the stack -->\n\nof an earlier push',
  };

  it('is one comment, made once', async () => {
    const { calls, github, paginate } = play([]);
    await comment({ github, context, env });
    expect(paginate).toHaveBeenCalledWith(
      'listComments',
      expect.objectContaining({ issue_number: 7 }),
    );
    expect(calls).toEqual([['createComment', expect.objectContaining({ issue_number: 7 })]]);
    expect(calls[0]?.[1]['body']).toContain(env.REPORT);
    expect(calls[0]?.[1]['body']).toContain('https://github.com/octo-org/pi/actions/runs/99');
  });

  it('is updated in place afterwards, and is never somebody else’s text', async () => {
    const quoted = { ...own, id: 4, user: { type: 'User' } };
    const { calls, github } = play([quoted, { ...own, id: 3, body: `> ${own.body}` }, own]);
    await comment({ github, context, env });
    expect(calls).toEqual([['updateComment', expect.objectContaining({ comment_id: 5 })]]);
  });

  it('says so when there is no plan', async () => {
    const { calls, github } = play([]);
    await comment({ github, context, env: { VERDICT: 'failed' } });
    expect(calls[0]?.[1]['body']).toContain('is not known');
  });
});

describe('the drift issue', () => {
  const own = { id: 1, number: 12, user: ROBOT, body: '<!-- drift of Pi -->\n\nyesterday' };
  const env = { STACK: 'Pi', CHANGES: '| JobQueue | State |' };
  const drifted = { ...env, DRIFTED: 'true' };
  const inSync = { ...env, DRIFTED: 'false' };

  it('is opened when the stack has drifted', async () => {
    const { calls, github } = play([{ ...own, body: '<!-- drift of Other -->' }]);
    await report({ github, context, env: drifted });
    expect(calls).toEqual([
      ['create', expect.objectContaining({ body: expect.stringContaining(env.CHANGES) })],
    ]);
  });

  it('is updated while it has', async () => {
    const { calls, github } = play([own]);
    await report({ github, context, env: drifted });
    expect(calls).toEqual([['update', expect.objectContaining({ issue_number: 12 })]]);
    expect(calls[0]?.[1]).not.toHaveProperty('state');
  });

  it('is closed when it no longer has', async () => {
    const { calls, github } = play([own]);
    await report({ github, context, env: inSync });
    expect(calls.map(([name]) => name)).toEqual(['createComment', 'update']);
    expect(calls[1]?.[1]).toMatchObject({ issue_number: 12, state: 'closed' });
  });

  it('is not made when nothing has drifted', async () => {
    const { calls, github } = play([]);
    await report({ github, context, env: inSync });
    expect(calls).toEqual([]);
  });

  it('is left alone when the detection failed', async () => {
    const { calls, github } = play([own]);
    await expect(report({ github, context, env })).rejects.toThrow('did the detection fail?');
    expect(calls).toEqual([]);
  });
});

it('cuts a text that GitHub would refuse, and says so', () => {
  const text = textOf('<!-- m -->', 'x'.repeat(100_000));
  expect(text).toHaveLength(65_536);
  expect(text).toMatch(/^<!-- m -->/);
  expect(text).toMatch(/cut short; the summary of the run has the rest\.$/);
});
