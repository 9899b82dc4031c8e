/** The workflows as data. */
import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

const Values = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]));
const Permissions = v.record(v.string(), v.picklist(['read', 'write']));
const Concurrency = v.strictObject({ group: v.string(), 'cancel-in-progress': v.boolean() });

const Step = v.strictObject({
  name: v.string(),
  id: v.optional(v.string()),
  if: v.optional(v.string()),
  'continue-on-error': v.optional(v.boolean()),
  uses: v.optional(v.string()),
  run: v.optional(v.string()),
  with: v.optional(Values, {}),
  env: v.optional(Values, {}),
});
export type Step = v.InferOutput<typeof Step>;

/** Strict: a key that nobody thought of is looked at before it is let in. */
const Job = v.strictObject({
  name: v.string(),
  needs: v.optional(v.union([v.string(), v.array(v.string())]), []),
  if: v.optional(v.string()),
  uses: v.optional(v.string()),
  'runs-on': v.optional(v.string()),
  'timeout-minutes': v.optional(v.number()),
  environment: v.optional(v.string()),
  permissions: Permissions,
  outputs: v.optional(Values, {}),
  with: v.optional(Values, {}),
  steps: v.optional(v.array(Step), []),
});
export type Job = v.InferOutput<typeof Job>;

const Workflow = v.strictObject({
  name: v.string(),
  on: v.record(v.string(), v.unknown()),
  permissions: Permissions,
  concurrency: Concurrency,
  env: v.optional(Values, {}),
  jobs: v.record(v.string(), Job),
});

export interface WorkflowFile {
  readonly file: string;
  readonly text: string;
  readonly workflow: v.InferOutput<typeof Workflow>;
}

export const workflows: readonly WorkflowFile[] = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
  return { file, text, workflow: v.parse(Workflow, parse(text)) };
});

/** An expression, as GitHub replaces it. */
export const expression = (text: string): string => `\${{ ${text} }}`;

/** Every job of every workflow, as `file job`. */
export const jobs: readonly (readonly [name: string, job: Job])[] = workflows.flatMap(
  ({ file, workflow }) =>
    Object.entries(workflow.jobs).map(([id, job]) => [`${file} ${id}`, job] as const),
);

/** Those that can get AWS credentials. */
export const privileged = jobs.filter(([, { permissions }]) => permissions['id-token'] === 'write');

/** Every step, as `file job step`. */
export const steps: readonly (readonly [name: string, step: Step])[] = jobs.flatMap(([name, job]) =>
  job.steps.map((step) => [`${name}: ${step.name}`, step] as const),
);

/** The shell text of a step, with that of the repository's own scripts that it runs. */
export function shellOf({ run = '' }: Step): string {
  const scripts = run.match(/\.github\/scripts\/[\w-]+\.sh/g) ?? [];
  return [run, ...scripts.map((file) => readFileSync(file, 'utf8'))].join('\n');
}
