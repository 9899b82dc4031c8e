/** The steps that publish a release, run as the workflow runs them, on a gh of the test's own. */
import { describe, expect, it } from '@jest/globals';
import { runStep } from './shell.ts';
import { jobs } from './workflows.ts';

const publish = jobs.find(([name]) => name === 'release.yml publish')?.[1];

/** @param gh what gh does with its arguments, which `case` compares */
function run(step: string, tag: string, gh: string) {
  const text = publish?.steps.find(({ name }) => name === step)?.run;
  if (text === undefined) throw new Error(`there is no step ${step}`);
  const env = { GITHUB_REPOSITORY: 'o/r', GITHUB_REF_NAME: tag, GITHUB_SHA: 'c0ffee' };
  return runStep(text, env, { gh: `case "$*" in ${gh} esac` });
}

describe('a tag', () => {
  const refuse = (status: string) =>
    run('Refuse what is not on main', 'v1.2.3', `*compare/main...c0ffee*) echo ${status};;`);

  it.each(['identical', 'behind'])('that is %s is released', (status) => {
    expect(refuse(status).status).toBe(0);
  });

  it.each(['ahead', 'diverged'])('that is %s of main is refused', (status) => {
    expect(refuse(status)).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^::error::/),
    });
  });
});

describe('the major tag', () => {
  const TAGS = ['v1.2.0', 'v1.10.0', 'v1.9.3', 'v1.11.0-rc.1'].map((tag) => `refs/tags/${tag}`);
  const LIST = `printf '%s\\n' ${TAGS.join(' ')}`;
  const move = (tag: string, has: boolean, tags = LIST, change = 'true') =>
    run(
      'Move the major tag',
      tag,
      `*matching-refs/tags/v1.*) ${tags};; *--method*) ${change};; *git/ref/tags/v1*) ${has};;`,
    );
  const changes = ({ calls }: ReturnType<typeof move>) =>
    calls.filter((call) => call.includes('--method'));

  it('moves to the newest release', () => {
    const ran = move('v1.10.0', true);
    expect(ran.status).toBe(0);
    expect(changes(ran)).toEqual([
      'gh api --method PATCH repos/o/r/git/refs/tags/v1 -f sha=c0ffee -F force=true --silent',
    ]);
  });

  it('is made by the first one', () => {
    expect(changes(move('v1.10.0', false))).toEqual([
      'gh api --method POST repos/o/r/git/refs -f ref=refs/tags/v1 -f sha=c0ffee --silent',
    ]);
  });

  it('is not taken back by an older one', () => {
    const ran = move('v1.9.3', true);
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringContaining('follows v1.10.0') });
    expect(changes(ran)).toEqual([]);
  });

  it.each([true, false])('is left to a person where GitHub refuses to move it (%p)', (has) => {
    const ran = move('v1.10.0', has, LIST, 'exit 1');
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('git push --force origin c0ffee:refs/tags/v1');
  });

  it('stays, and the run fails, when the releases cannot be listed', () => {
    const ran = move('v1.10.0', true, 'echo 503 >&2; exit 1');
    expect(ran.status).toBe(1);
    expect(changes(ran)).toEqual([]);
  });
});
