/** What a slow test found out, for whoever reads its output and for the closing lines of `.ci/run`. */
import { mkdir, writeFile } from 'node:fs/promises';

const FOLDER = '.cache/report';

/**
 * Prints it, and keeps it in `.cache/report`.
 *
 * @param name of the file, with its extension
 */
export async function tell(name: string, text: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(`${FOLDER}/${name}`, `${text.trimEnd()}\n`);
  process.stdout.write(`\n${text.trimEnd()}\n`);
}
