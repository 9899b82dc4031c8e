/** The README's commands, run in its order on a gh and an aws of the test's own. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { evaluateBootstrap, GITHUB } from '../cloudformation/evaluate.ts';
import { runStep } from './shell.ts';

const readme = readFileSync('README.md', 'utf8');

/** Calls that the commands of a section make, in order. */
function callsOf(section: string): readonly string[] {
  const [, text = ''] = readme.split(`\n## ${section}\n`);
  const [own = ''] = text.split('\n## ');
  const commands = [...own.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);
  const repository = Object.entries(GITHUB).map((pair) => pair.join('='));
  const outputs = Object.entries(evaluateBootstrap().outputs).map((pair) => pair.join('\t'));
  const ran = runStep(
    commands.join(''),
    { REPOSITORY: repository.join(' '), OUTPUTS: outputs.join('\n') },
    {
      git: 'echo https://github.com/octo-org/pi.demo.git',
      gh: 'case "$*" in *--input*) cat > /dev/null;; *--jq*) echo "$REPOSITORY";; esac',
      aws: 'case "$*" in *describe-stacks*) echo "$OUTPUTS";; esac',
      sleep: '',
    },
  );
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return ran.calls;
}

describe('the way to a deployment', () => {
  const calls = callsOf('Deploy it to your account');
  const at = (text: string) => calls.findIndex((call) => call.includes(text));

  it('protects the environments before there are roles, and starts when all is there', () => {
    const order = [
      'gh repo set-default https://github.com/octo-org/pi.demo.git',
      'environments/deploy --input',
      'environments/deploy/deployment-branch-policies -f name=main',
      'environments/run --input',
      'environments/run/deployment-branch-policies -f name=main',
      'aws cloudformation deploy',
      'gh variable set',
      'gh workflow run deploy.yml',
    ].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('gives the bootstrap stack what has no default', () => {
    const [, given = ''] = calls[at('aws cloudformation deploy')]?.split('overrides ') ?? [];
    expect(Object.fromEntries(given.split(' ').map((pair) => pair.split('=')))).toEqual(GITHUB);
  });

  it('makes a variable of each of its outputs', () => {
    expect(calls.filter((call) => call.startsWith('gh variable set'))).toEqual(
      Object.entries(evaluateBootstrap().outputs).map(
        ([name, value]) => `gh variable set ${name} --body ${value}`,
      ),
    );
  });
});

it('takes down the stack first, then what deploys it, and every variable', () => {
  const calls = callsOf('Teardown');
  expect(calls.slice(0, 2)).toEqual([
    'gh workflow run teardown.yml -f confirm=Pi',
    'aws cloudformation delete-stack --stack-name Pi-Bootstrap',
  ]);
  expect(calls.slice(2).sort()).toEqual(
    Object.keys(evaluateBootstrap().outputs)
      .map((name) => `gh variable delete ${name}`)
      .sort(),
  );
});
