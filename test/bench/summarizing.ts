/** Part `summarize`: the summarize job over as many results, start-up included. */
import { Local, piMessages, someId } from '../worker/fixtures/local.ts';
import { measured, number, type Report, type Row } from './row.ts';
import { runNode, WORKER } from './run.ts';

const RUNS = 3;
const grouped = (size: number) => size.toLocaleString('en-US');

/** Fills the queue of an array job of that size, then has the built worker summarize it. */
async function once(local: Local, size: number, memory: boolean) {
  const jobId = await local.ended(size);
  await local.send(jobId, piMessages(jobId, size));
  const command = [WORKER, 'summarize', '--array-job', jobId];
  const ran = await runNode(command, local.environment(someId()), memory);
  if (!ran.output.includes(`from ${grouped(size)} children`)) {
    throw new Error(`summarize of ${size} children says:\n${ran.output}`);
  }
  return ran;
}

async function rowOf(local: Local, size: number): Promise<Row> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) times.push((await once(local, size, false)).ms);
  const { peakMiB } = await once(local, size, true);
  const name = `summarize ${grouped(size)} children`;
  return measured('summarize', name, times, 'ms', `peak ${number(peakMiB)} MiB`);
}

export async function summarizing(): Promise<Report> {
  const local = await Local.start(1);
  try {
    const rows: Row[] = [];
    for (const size of [100, 1_000, 10_000]) rows.push(await rowOf(local, size));
    return { rows, ratios: {}, lines: [] };
  } finally {
    await local.close();
  }
}
