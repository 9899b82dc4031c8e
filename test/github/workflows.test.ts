/** Holds the workflows to the rules that keep them safe, as far as these can be read off them. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as v from 'valibot';
import { parse } from 'yaml';
import { jobs, privileged, shellOf, steps, workflows } from './workflows.ts';

describe.each(workflows.map(({ file, ...rest }) => [file, rest] as const))(
  '%s',
  (file, { text, workflow }) => {
    it('starts without a permission, and explains each that a job takes', () => {
      expect(workflow.permissions).toEqual({});
      const lines = text.split('\n').filter((line) => /^ {6}[\w-]+: (read|write)\b/.test(line));
      const granted = Object.values(workflow.jobs).flatMap(({ permissions }) =>
        Object.keys(permissions),
      );
      expect(lines).toHaveLength(granted.length);
      expect(lines.filter((line) => !/ # to /.test(line))).toEqual([]);
    });

    it('is never cancelled midway, unless it is about a pull request', () => {
      expect(workflow.concurrency['cancel-in-progress']).toBe(file === 'ci.yml');
    });

    it('never runs the code of a fork with rights of its own', () => {
      expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
      expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    });

    it('reads no secret', () => {
      expect(text).not.toMatch(/\bsecrets\b/);
    });
  },
);

describe.each(jobs)('%s', (_name, job) => {
  it('runs on a named machine for a limited time, or calls a workflow that does', () => {
    if (job.uses) {
      expect(job.uses).toBe('./.github/workflows/build.yml');
      return;
    }
    expect(job['runs-on']).toBe('ubuntu-24.04');
    expect(job['timeout-minutes']).toBeLessThanOrEqual(350);
  });

  it('names existing needs', () => {
    const ids = new Set(jobs.map(([name]) => name.split(' ')[1]));
    for (const need of [job.needs].flat()) expect(ids).toContain(need);
  });
});

describe('actions', () => {
  const uses = workflows.flatMap(({ text }) => text.match(/uses: .*/g) ?? []);
  const foreign = uses.filter((use) => !use.includes('uses: ./'));

  it('of others are pinned by commit, with the tag beside it', () => {
    expect(foreign.length).toBeGreaterThan(20);
    for (const use of foreign) {
      expect(use).toMatch(/^uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('have the same commit everywhere', () => {
    const commits = new Map<string, Set<string>>();
    for (const use of foreign) {
      const [action = '', commit = ''] = use.slice('uses: '.length).split('@');
      commits.set(action, (commits.get(action) ?? new Set()).add(commit));
    }
    expect([...commits].filter(([, { size }]) => size > 1)).toEqual([]);
  });

  it('check out without leaving the token behind', () => {
    const checkouts = steps.filter(([, { uses }]) => uses?.startsWith('actions/checkout@'));
    for (const [, step] of checkouts) expect(step.with).toEqual({ 'persist-credentials': false });
  });

  it('of this repository exist, and have the inputs and outputs that are used', () => {
    const Manifest = v.object({
      inputs: v.record(v.string(), v.unknown()),
      outputs: v.record(v.string(), v.unknown()),
    });
    for (const [name, step] of steps.filter(([, { uses }]) => uses?.startsWith('./'))) {
      const { inputs, outputs } = v.parse(
        Manifest,
        parse(readFileSync(`${step.uses}/action.yml`, 'utf8')),
      );
      expect([name, Object.keys(step.with).filter((input) => !(input in inputs))]).toEqual([
        name,
        [],
      ]);
      expect(existsSync(`${step.uses}/dist/index.mjs`)).toBe(true);
      if (!step.id) continue;
      const [file = ''] = name.split(' ');
      const text = workflows.find((each) => each.file === file)?.text ?? '';
      const read = text.matchAll(new RegExp(`steps\\.${step.id}\\.outputs\\.([\\w-]+)`, 'g'));
      for (const [, output = ''] of read) expect(Object.keys(outputs)).toContain(output);
    }
  });
});

describe('scripts', () => {
  it('get what comes from outside through the environment, never as text', () => {
    for (const [name, step] of steps) {
      expect([name, `${step.run}${step.with['script']}`.includes('${{')]).toEqual([name, false]);
    }
  });

  it('hide no failure in a substitution, whose status echo would lose', () => {
    for (const [name, step] of steps) {
      expect([name, /echo [^\n]*\$\(/.test(shellOf(step))]).toEqual([name, false]);
    }
  });

  it('install nothing where there are rights in AWS', () => {
    const installs = /\b(npm|npx|yarn|pnpm|pip3?|pipx|uvx?|apt(-get)?|go|cargo|docker)\b +\w/;
    for (const [name, { steps: own }] of privileged) {
      expect([name, own.filter((step) => installs.test(shellOf(step)))]).toEqual([name, []]);
      expect([name, own.filter(({ uses }) => /setup-|docker\//.test(uses ?? ''))]).toEqual([
        name,
        [],
      ]);
    }
  });
});
