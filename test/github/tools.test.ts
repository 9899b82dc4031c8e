/** Runs the tools that know GitHub's workflows better than we do. */
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { steps } from './workflows.ts';

function output(command: string, ...args: readonly string[]): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? '' : `${error?.message ?? ''}${stdout}${stderr}`;
}

it("satisfies GitHub's language service", () => {
  const program = 'test/github/language-service.ts';
  expect(output(process.execPath, '--import', 'tsx', program)).toBe('');
});

it('audits pull requests as pedantically, with a zizmor that its action knows', () => {
  const audit = steps.find(([, { uses }]) => uses?.startsWith('zizmorcore/zizmor-action@'));
  expect(audit?.[1].with).toEqual({ persona: 'pedantic', 'advanced-security': false });
});

it('gives zizmor nothing to find, however pedantic', () => {
  const zizmor = [
    '--offline',
    '--persona',
    'pedantic',
    '--no-progress',
    '--quiet',
    '--color=never',
  ];
  expect(output('.venv/bin/zizmor', ...zizmor, '.')).toBe('');
});
