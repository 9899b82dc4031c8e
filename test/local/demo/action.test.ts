import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startAction } from '../../../local/demo/action.ts';

/** Notes that it runs and as what, and then does as `does` says. */
const program = (does: string) => `
import { appendFileSync } from 'node:fs';
const note = (text) => appendFileSync(process.env.INPUT_NOTES, text + '\\n');
const save = () => appendFileSync(process.env.GITHUB_STATE, 'begun=true\\n');
const stay = () => setInterval(() => {}, 1000);
note('main');
${does}
`;

const POST = `
import { appendFileSync } from 'node:fs';
appendFileSync(process.env.INPUT_NOTES, 'post ' + process.env.STATE_begun + '\\n');
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'action-'));
});
afterEach(() => rm(folder, { recursive: true }));

const notes = async () => (await readFile(join(folder, 'notes'), 'utf8')).trim().split('\n');

/** @param does what `main` does once it has noted that it runs */
async function start(does: string) {
  await mkdir(join(folder, 'action'));
  await writeFile(join(folder, 'notes'), '');
  await writeFile(join(folder, 'action/index.mjs'), program(does));
  await writeFile(join(folder, 'action/post.mjs'), POST);
  await writeFile(
    join(folder, 'action/action.yml'),
    'inputs: { notes: {} }\nruns: { using: node24, main: index.mjs, post: post.mjs }\n',
  );
  return startAction({
    action: join(folder, 'action'),
    folder,
    inputs: { notes: join(folder, 'notes') },
    aws: {},
  });
}

/** Waits until `main` has noted so many lines. */
async function noted(count: number): Promise<void> {
  while ((await readFile(join(folder, 'notes'), 'utf8')).split('\n').length <= count) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the action of the demo', () => {
  it('runs main and then post with what main saved, and collects errors', async () => {
    const does = "save(); console.log('::error title=x::a%0Ab'); process.exitCode = 3;";
    const { exitCode, errors } = await (await start(does)).ended;
    expect({ exitCode, errors }).toEqual({ exitCode: 3, errors: ['a\nb'] });
    expect(await notes()).toEqual(['main', 'post true']);
  });

  it('is interrupted, and its post run all the same', async () => {
    const does = "save(); process.on('SIGINT', () => process.exit(1)); note('ready'); stay();";
    const action = await start(does);
    await noted(2);
    action.interrupt();
    expect((await action.ended).exitCode).toBe(1);
    expect(await notes()).toEqual(['main', 'ready', 'post true']);
  });

  it('is killed, and its post run all the same', async () => {
    const action = await start('stay();');
    await noted(1);
    action.kill();
    expect((await action.ended).exitCode).toBe(1);
    expect(await notes()).toEqual(['main', 'post undefined']);
  });

  it('runs nothing when it is interrupted before it has begun', async () => {
    const action = await start('save();');
    action.interrupt();
    expect((await action.ended).exitCode).toBe(1);
    expect(await notes()).toEqual(['']);
  });

  it('runs nothing more when it is abandoned', async () => {
    const action = await start("save(); process.on('SIGINT', () => {}); note('ready'); stay();");
    await noted(2);
    action.interrupt();
    action.abandon();
    expect((await action.ended).exitCode).toBe(1);
    expect(await notes()).toEqual(['main', 'ready']);
  });
});
