/** The shell scripts of the workflows. They need bash and jq, as the runners have them. */
import { describe, expect, it } from '@jest/globals';
import { runScript } from './shell.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;

describe('judge.sh', () => {
  const summary = (hits: string) => JSON.stringify({ totals: { hits, samples: '10000000' } });
  const judge = (env: Readonly<Record<string, string>>) => runScript('judge.sh', [], env);

  it.each([
    ['the same hits', { ENDING: 'succeeded', SUMMARY: summary('7853976') }, 'healthy', 0],
    ['one hit more', { ENDING: 'succeeded', SUMMARY: summary('7853977') }, 'unhealthy', 1],
    ['no hits at all', { ENDING: 'succeeded', SUMMARY: '{}' }, 'unhealthy', 1],
    ['some children only', { ENDING: 'partial', SUMMARY: summary('7853976') }, 'unhealthy', 1],
    ['a failed run', { ENDING: 'failed' }, 'unhealthy', 1],
    ['a step that broke', { ENDING: '' }, 'unhealthy', 1],
    ['a run without capacity', { ENDING: 'timed-out' }, 'unverified', 0],
    ['a run that could not move', { ENDING: 'stuck' }, 'unverified', 0],
    ['one whose capacity came late', { ENDING: 'timed-out', MINUTES: '9' }, 'unverified', 0],
    ['a worker that hangs', { ENDING: 'timed-out', MINUTES: '44' }, 'unhealthy', 1],
    ['one that tries in vain and stops', { ENDING: 'stuck', MINUTES: '10' }, 'unhealthy', 1],
    ['a run that goes on unfollowed', { ENDING: 'adrift' }, 'unverified', 0],
  ])('judges %s', (_name, env, verdict, status) => {
    const ran = judge({ EXPECTED: '7853976', ...env });
    expect(ran).toMatchObject({ status, files: { GITHUB_OUTPUT: `verdict=${verdict}\n` } });
    expect(ran.stdout).toMatch(new RegExp(`^::\\w+ title=Deployment ${verdict}::.+\\.\n$`));
    expect(ran.files.GITHUB_STEP_SUMMARY).toMatch(new RegExp(`^## Deployment ${verdict}\n`));
  });

  it('says which hits were expected', () => {
    const { stdout } = judge({ EXPECTED: '5', ENDING: 'succeeded', SUMMARY: summary('4') });
    expect(stdout).toContain('counted 4 hits where the reference counts 5');
  });

  it.each(['', 'null', '3.14'])('judges nothing by the reference %p', (EXPECTED) => {
    const ran = judge({ EXPECTED, ENDING: 'succeeded', SUMMARY: summary(EXPECTED) });
    expect(ran).toMatchObject({ status: 1, files: { GITHUB_OUTPUT: '' } });
    expect(ran.stdout).toMatch(/^::error::The reference's hits are not known/);
  });
});

describe('push-image.sh', () => {
  const repository = '111122223333.dkr.ecr.eu-west-9.amazonaws.com/pi';
  const args = ['image.tar', DIGEST, repository, 'c0ffee'];
  const password =
    'case "$*" in *get-login-password*) echo secret;; *) printf "%s" "$PUSHED";; esac';
  const push = (PUSHED: string, aws = password) =>
    runScript('push-image.sh', args, { PUSHED }, { aws, skopeo: 'cat > /dev/null' });

  it('pushes all of the index under the commit, with the digest that was built', () => {
    const ran = push('');
    expect(ran).toMatchObject({ status: 0, stdout: `digest=${DIGEST}\n` });
    expect(ran.calls.at(-1)).toMatch(/^skopeo copy --authfile \S+ --all --preserve-digests /);
    expect(ran.calls.at(-1)).toContain(` oci-archive:image.tar docker://${repository}:c0ffee`);
    expect(ran.calls.join('\n')).not.toContain('secret');
  });

  it('takes what an earlier run of the commit pushed, because tags never move', () => {
    const ran = push(OTHER);
    expect(ran).toMatchObject({ status: 0, stdout: `digest=${OTHER}\n` });
    expect(ran.calls.filter((call) => call.startsWith('skopeo'))).toEqual([]);
  });

  it('fails where the registry cannot be asked', () => {
    expect(push('', 'echo AccessDenied >&2; exit 254')).toMatchObject({ status: 254, stdout: '' });
  });

  it('refuses what is no digest', () => {
    const ran = push(`${DIGEST} ${OTHER}`);
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('is no digest');
  });
});

describe('deployed-digest.sh', () => {
  it.each([
    ['of the stack', `echo registry/pi@${DIGEST}`, DIGEST],
    ['of no stack', 'echo "Stack with id Pi does not exist" >&2; exit 254', ''],
    ['of a stack that never came to be', 'echo None', ''],
  ])('tells the digest %s', (_name, aws, digest) => {
    const ran = runScript('deployed-digest.sh', ['Pi'], {}, { aws });
    expect(ran).toMatchObject({ status: 0, stdout: `digest=${digest}\n` });
  });

  it('does not take a failure for a missing stack', () => {
    const aws = 'echo "AccessDenied: not authorized" >&2; exit 254';
    const ran = runScript('deployed-digest.sh', ['Pi'], {}, { aws });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('AccessDenied');
  });
});

describe('still-deployed.sh', () => {
  const look = (digest: string) =>
    runScript('still-deployed.sh', ['Pi', DIGEST], {}, { aws: `echo registry/pi@${digest}` });

  it('passes for the image that the stack runs', () => {
    expect(look(DIGEST)).toMatchObject({ status: 0, stdout: '' });
  });

  it('ends a job that is about another', () => {
    const { status, stdout } = look(OTHER);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error::The stack Pi does not run sha256:a+ any more, but sha256:b+/);
  });

  it('fails where the stack cannot be asked', () => {
    const aws = 'echo AccessDenied >&2; exit 254';
    const ran = runScript('still-deployed.sh', ['Pi', DIGEST], {}, { aws });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
  });
});

describe('computed-minutes.sh', () => {
  const MINUTE = 60_000;
  const compute = (jobs: readonly unknown[], summarize = 'sum') =>
    runScript(
      'computed-minutes.sh',
      ['arr', summarize, '2'],
      { ANSWER: JSON.stringify({ jobs }) },
      { aws: 'echo "$ANSWER"' },
    );
  const attempt = (minutes: number) => ({ startedAt: 0, stoppedAt: minutes * MINUTE });

  it.each([
    ['nothing where nothing started', [{ status: 'RUNNABLE' }, { attempts: [{}] }], 0],
    ['the longest job', [{ attempts: [attempt(3)] }, { attempts: [attempt(12)] }], 12],
    ['all attempts of a job together', [{ attempts: [attempt(6), attempt(5.9)] }], 11],
    [
      'what runs now',
      [{ status: 'RUNNING', startedAt: Date.now() - 20.5 * MINUTE, attempts: [attempt(2)] }],
      22,
    ],
    ['no job at all', [], 0],
  ])('counts %s', (_name, jobs, minutes) => {
    expect(compute(jobs)).toMatchObject({ status: 0, stdout: `minutes=${minutes}\n` });
  });

  it('asks for every child and for summarize in one call', () => {
    expect(compute([]).calls).toEqual([
      'aws batch describe-jobs --output json --jobs arr:0 arr:1 sum',
    ]);
    expect(compute([], '').calls).toEqual([
      'aws batch describe-jobs --output json --jobs arr:0 arr:1',
    ]);
  });

  it('fails where Batch does not answer', () => {
    const aws = 'echo TooManyRequests >&2; exit 254';
    const ran = runScript('computed-minutes.sh', ['arr', 'sum', '1'], {}, { aws });
    expect(ran).toMatchObject({ status: 254, stdout: '' });
  });
});

describe('parameters.sh', () => {
  it('adds to the file what the bootstrap stack decides', () => {
    const ran = runScript('parameters.sh', [], { STACK: 'Pi', BOUNDARY: 'arn:boundary' });
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines[0]).toBe('lines<<END-OF-PARAMETERS');
    expect(lines).toContain('MaxvCpus=16');
    expect(lines.slice(-3)).toEqual([
      'NamePrefix=Pi',
      'PermissionsBoundary=arn:boundary',
      'END-OF-PARAMETERS',
    ]);
  });

  it('says what it lacks', () => {
    const ran = runScript('parameters.sh', [], { STACK: 'Pi' });
    expect(ran.status).not.toBe(0);
    expect(ran.stderr).toContain('the ARN of the boundary');
  });
});
