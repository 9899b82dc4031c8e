/** What a deployment promises, read off its workflow, and the image that it deploys. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { expression, jobs, workflows } from './workflows.ts';

const job = (name: string) => {
  const found = jobs.find(([each]) => each === name)?.[1];
  if (!found) throw new Error(`there is no job ${name}`);
  return found;
};
const concurrencyOf = (name: string) =>
  workflows.find(({ file }) => file === name)?.workflow.concurrency;

describe('a deployment', () => {
  it('waits for the tests and for what verifies it, and shares a group with teardown', () => {
    expect(job('deploy.yml deploy').needs).toEqual(['build', 'reference']);
    expect(concurrencyOf('deploy.yml')).toEqual(concurrencyOf('teardown.yml'));
    expect(concurrencyOf('deploy.yml')?.group).toContain('vars.StackName');
  });

  it('is of exactly the digest that was pushed', () => {
    const apply = job('deploy.yml deploy').steps.find(({ uses }) => uses?.includes('deploy-stack'));
    expect(apply?.with['parameters']).toContain(
      `Image=${expression('vars.ImageRepository')}@${expression('steps.push.outputs.digest')}`,
    );
  });

  it('is verified by hits that another program counts, without rights', () => {
    const verify = job('deploy.yml verify');
    expect(verify.needs).toEqual(['reference', 'deploy']);
    expect(job('deploy.yml reference').permissions).toEqual({ contents: 'read' });
    const judge = verify.steps.find(({ id }) => id === 'judge');
    expect(judge?.env['EXPECTED']).toBe(expression('needs.reference.outputs.hits'));
  });

  it.each([
    ['verify', 'estimate-pi'],
    ['roll-back', 'deploy-stack'],
  ])(
    'is looked at by %s before anything else, which may be run again alone and late',
    (id, then) => {
      const { steps } = job(`deploy.yml ${id}`);
      const [look, act] = ['still-deployed', then].map((text) =>
        steps.findIndex((step) => `${step.run}${step.uses}`.includes(text)),
      );
      expect(steps[look ?? -1]?.env['DIGEST']).toBe(expression('needs.deploy.outputs.digest'));
      expect(look).toBeLessThan(act ?? -1);
    },
  );

  it('is attested only if it was built by the run that says so', () => {
    const attest = job('deploy.yml deploy').steps.find(({ uses }) => uses?.includes('attest@'));
    expect(attest?.if).toContain('steps.push.outputs.digest == needs.build.outputs.digest');
  });

  it('finds its image, which other callers of the build do not keep', () => {
    expect(job('deploy.yml build').with).toEqual({ 'keep-image': true });
    for (const caller of ['ci.yml build', 'release.yml build'])
      expect(job(caller).with).toEqual({});
    const keep = job('build.yml image').steps.find(({ with: { name } }) => name === 'image');
    expect(keep?.if).toBe('inputs.keep-image');
  });

  it('is taken back to the digest of before when it is unhealthy', () => {
    const back = job('deploy.yml roll-back');
    expect(back.if).toContain("needs.verify.outputs.verdict == 'unhealthy'");
    expect(back.if).toContain('needs.deploy.outputs.previous != needs.deploy.outputs.digest');
    const apply = back.steps.find(({ uses }) => uses?.includes('deploy-stack'));
    expect(apply?.with['parameters']).toContain(`@${expression('needs.deploy.outputs.previous')}`);
  });

  it('gives up waiting before its job is cut off', () => {
    for (const [name, { steps, 'timeout-minutes': limit = 0 }] of jobs) {
      for (const step of steps.filter(({ uses }) => uses?.startsWith('./actions/'))) {
        const wait = String(step.with['timeout-minutes']);
        expect([name, wait.includes('inputs.') || Number(wait) < limit]).toEqual([name, true]);
      }
    }
  });

  it('has sessions that outlast what it waits for', () => {
    for (const [name, { steps }] of jobs) {
      const session = Number(
        steps.find(({ uses }) => uses?.includes('configure-aws'))?.with['role-duration-seconds'] ??
          3600,
      );
      const waits = steps.map((step) => step.with['timeout-minutes']).filter((wait) => wait);
      const minutes = waits.filter((wait) => !String(wait).includes('inputs.')).map(Number);
      for (const wait of minutes) expect([name, session > wait * 60]).toEqual([name, true]);
    }
  });
});

it('previews without deploying: the plan keeps the image, and passes no role on', () => {
  const plan = job('ci.yml preview').steps.find(({ uses }) => uses?.includes('deploy-stack'));
  expect(plan?.with['command']).toBe('plan');
  expect(String(plan?.with['parameters']).trim().split('\n').at(-1)).toBe('Image');
  expect(plan?.with).not.toHaveProperty('service-role-arn');
});

describe('the image', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const node = readFileSync('.nvmrc', 'utf8').trim();
  const stages = dockerfile.match(/^FROM .*/gm) ?? [];

  it('has bases pinned by digest, of the Node that is developed on', () => {
    expect(stages).toHaveLength(2);
    for (const stage of stages) {
      expect(stage).toMatch(/@sha256:[0-9a-f]{64}( AS \w+)?$/);
      expect(stage).toMatch(new RegExp(`node(js)?:?${node}-`));
    }
    expect(stages[0]).toContain('--platform=$BUILDPLATFORM');
    expect(stages[1]).not.toContain('--platform');
  });

  it('holds the built worker only, and runs it as nobody', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last.match(/^(COPY|ADD|RUN|CMD) .*/gm)).toEqual([
      'COPY --from=build /build/worker/dist/worker.mjs /worker.mjs',
    ]);
    expect(last).toMatch(/^USER 65532:65532$/m);
    expect(last).toMatch(/^ENTRYPOINT \["\/nodejs\/bin\/node", "\/worker\.mjs"\]$/m);
  });
});

describe('Dependabot', () => {
  const { updates } = parse(readFileSync('.github/dependabot.yml', 'utf8')) as {
    updates: readonly Readonly<Record<string, unknown>>[];
  };

  it('looks after everything that is pinned', () => {
    expect(updates.map((update) => update['package-ecosystem'])).toEqual([
      'npm',
      'github-actions',
      'docker',
      'pip',
    ]);
  });

  it('waits before it trusts a release, and groups what it finds', () => {
    for (const update of updates) {
      expect(update).toMatchObject({
        schedule: { interval: 'monthly' },
        cooldown: { 'default-days': expect.any(Number) },
        groups: expect.any(Object),
      });
    }
  });
});
