/** What the runner reads of an action.yml: the files to run, and the inputs nobody gave. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';

const Manifest = v.object({
  inputs: v.record(v.string(), v.object({ default: v.optional(v.string(), '') })),
  runs: v.object({ main: v.string(), post: v.string() }),
});

export interface ActionManifest {
  /** The default of every input, by name. */
  readonly defaults: Readonly<Record<string, string>>;
  /** Absolute paths. */
  readonly main: string;
  readonly post: string;
}

/**
 * @param folder the action's
 * @throws {ValiError} when the file is no JavaScript action with a `post` step
 */
export async function readManifest(folder: string): Promise<ActionManifest> {
  const file = join(folder, 'action.yml');
  const { inputs, runs } = v.parse(Manifest, parse(await readFile(file, 'utf8')));
  return {
    defaults: Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.default]),
    ),
    main: resolve(folder, runs.main),
    post: resolve(folder, runs.post),
  };
}
