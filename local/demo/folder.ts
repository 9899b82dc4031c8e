/** Where a run leaves its summary and logs, so that demos at the same time do not meet there. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Names the process whose run is going on in the folder. */
const OWNER = 'pid';

/**
 * Takes the first folder that no other demo is using, `.demo` or `.demo-2` and so on, and empties it.
 *
 * @param root where the folders are
 * @returns its path
 */
export async function claimFolder(root: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const folder = join(root, number === 1 ? '.demo' : `.demo-${number}`);
    await mkdir(folder, { recursive: true });
    if (!(await claim(join(folder, OWNER)))) continue;
    const old = (await readdir(folder)).filter((name) => name !== OWNER);
    await Promise.all(old.map((name) => rm(join(folder, name), { recursive: true })));
    return folder;
  }
}

/** Leaves the folder to the next demo. */
export async function releaseFolder(folder: string): Promise<void> {
  await rm(join(folder, OWNER), { force: true });
}

async function claim(owner: string): Promise<boolean> {
  try {
    // Fails when there is one already: of two demos that start together only one gets it.
    await writeFile(owner, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isRunning(Number(await readFile(owner, 'utf8')))) return false;
  await rm(owner, { force: true });
  return claim(owner);
}

/** @param pid 0 is one whose owner is just writing it */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
