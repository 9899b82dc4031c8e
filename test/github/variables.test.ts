/** What the workflows know of the account: variables of the repository, and a role for each job. */
import { describe, expect, it } from '@jest/globals';
import { evaluateBootstrap } from '../cloudformation/evaluate.ts';
import { expression, jobs, privileged, workflows } from './workflows.ts';

describe('variables', () => {
  const used = new Set(
    workflows.flatMap(({ text }) => [...text.matchAll(/vars\.(\w+)/g)].map(([, name]) => name)),
  );

  it('are exactly what the bootstrap stack gives out', () => {
    expect([...used].sort()).toEqual(Object.keys(evaluateBootstrap().outputs).sort());
  });

  it.each(privileged)('that are missing skip %s', (name, job) => {
    const role = job.steps.find(({ uses }) => uses?.includes('configure-aws-credentials'))?.with[
      'role-to-assume'
    ];
    const [, variable = ''] = /vars\.(\w+)/.exec(String(role)) ?? [];
    const needed = [job.needs]
      .flat()
      .map((need) => jobs.find(([id]) => id === `${name.split(' ')[0]} ${need}`)?.[1]);
    const conditions = [job, ...needed].map((each) => each?.if ?? '');
    expect(
      conditions.some(
        (condition) => condition.includes("RoleArn != ''") || condition.includes('verdict'),
      ),
    ).toBe(true);
    expect(variable).toMatch(/RoleArn$/);
  });

  it.each(privileged)('give %s the role of its environment', (_name, job) => {
    const role = job.steps.find(({ uses }) => uses?.includes('configure-aws-credentials'))?.with[
      'role-to-assume'
    ];
    const roles: Readonly<Record<string, string>> = {
      deploy: expression('vars.DeployRoleArn'),
      run: expression('vars.RunRoleArn'),
      none: expression('vars.PlanRoleArn'),
    };
    expect(role).toBe(roles[job.environment ?? 'none']);
  });

  it('that are missing are said to be, wherever AWS is used', () => {
    for (const { file, text } of workflows.filter(({ text }) =>
      text.includes('configure-aws-credentials'),
    )) {
      expect([file, /::notice title=.*README, 'Deploy it to your account'/.test(text)]).toEqual([
        file,
        true,
      ]);
    }
  });
});
