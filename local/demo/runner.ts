/** Chooses how children run: as processes of the built worker, or as containers of an image. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { containerRunner, findImage, type JobRunner, processRunner } from '../aws/index.ts';
import type { DemoOptions } from './options.ts';

export interface Chosen {
  readonly runner: JobRunner;
  /** Of what runs, 64 hexadecimal digits: the template asks for an image by digest. */
  readonly digest: string;
}

/**
 * @param worker the built worker; its digest stands for the image's where there is none
 * @throws {Error} when the engine or the image is missing, saying how to get it
 */
export async function chooseRunner({ container }: DemoOptions, worker: string): Promise<Chosen> {
  if (container) {
    const digest = await findImage(container.engine, container.image);
    return { runner: containerRunner(container.engine), digest };
  }
  const digest = createHash('sha256')
    .update(await readFile(worker))
    .digest('hex');
  return { runner: processRunner(worker), digest };
}
