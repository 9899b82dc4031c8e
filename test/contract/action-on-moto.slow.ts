/**
 * The whole product on an AWS that others wrote: the stack from the template, the worker in
 * containers, the built action, and faults on the way between.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeJobsCommand, type JobDetail, ListJobsCommand } from '@aws-sdk/client-batch';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAction } from '../../local/demo/action.ts';
import { report, verify } from '../actions/estimate-pi/faults/case.ts';
import { networkCases, undisturbed } from '../actions/estimate-pi/faults/network.cases.ts';
import type { Outcome } from '../actions/estimate-pi/faults/scene.ts';
import { startFaultProxy } from '../faults/proxy.ts';
import { type Rule, written } from '../faults/schedule.ts';
import { withPodman } from '../image/with-podman.ts';
import { type Clients, clientsOf, deploy, TEMPLATE } from '../local/aws/start.ts';
import { hitsOf } from '../soak/runs.ts';
import { tell } from '../support/report.ts';
import { bridgeJobs, bridgeTemplate } from './worlds/bridge.ts';
import { MOTO_REGION, type MotoServer, motoVersion, startMoto } from './worlds/moto-server.ts';
import { type Podman, startPodman } from './worlds/podman.ts';

const ENTRY = fileURLToPath(new URL('worlds/worker-on-moto.mjs', import.meta.url));
const WORKER = resolve('worker/dist/worker.mjs');
const SIZE = 4;
const SAMPLES = 1_000_000;
/** Longer than the action looks for a job whose submission got no answer. */
const PATIENCE_MS = 120_000;
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'moto', AWS_SECRET_ACCESS_KEY: 'moto' };

const told: string[] = [];
let podman: Podman;
let moto: MotoServer;
let clients: Clients;

/** Jobs of the queue that are no children. */
async function jobs(): Promise<JobDetail[]> {
  const { batch } = clients;
  const filters = [{ name: 'JOB_NAME', values: ['pi-*'] }];
  const { jobSummaryList = [] } = await batch.send(
    new ListJobsCommand({ jobQueue: 'Pi', filters }),
  );
  const ids = jobSummaryList.flatMap(({ jobId = '' }) => (jobId.includes(':') ? [] : [jobId]));
  if (ids.length === 0) return [];
  return (await batch.send(new DescribeJobsCommand({ jobs: ids }))).jobs ?? [];
}

async function queues(): Promise<string[]> {
  return (await clients.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
}

/** Runs a step with these faults before moto. */
async function step(seed: number, rules: readonly Rule[]) {
  const before = new Set((await jobs()).map(({ jobId }) => jobId));
  const proxy = await startFaultProxy(moto.endpoint, written(rules));
  const folder = await mkdtemp(join(tmpdir(), 'moto-'));
  const started = performance.now();
  try {
    const action = startAction({
      action: 'actions/estimate-pi',
      folder,
      inputs: {
        'array-size': String(SIZE),
        samples: String(SAMPLES),
        seed: String(seed),
        'poll-seconds': '0.5',
      },
      aws: {
        ...CREDENTIALS,
        AWS_REGION: MOTO_REGION,
        AWS_ENDPOINT_URL: proxy.endpoint,
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
    });
    const killer = setTimeout(() => action.kill(), PATIENCE_MS);
    const result = await action.ended;
    clearTimeout(killer);
    const log = await readFile(result.logFile, 'utf8');
    const outcome: Outcome = {
      ...result,
      tookMs: performance.now() - started,
      lines: log.split('\n').filter((line) => line !== ''),
      page: await readFile(result.summaryFile, 'utf8'),
      jobs: (await jobs()).filter(({ jobId }) => !before.has(jobId)),
      queues: await queues(),
      calls: new Map([...proxy.calls].map(([name, count]) => [`batch:${name}`, count])),
    };
    return { outcome, suffered: proxy.suffered };
  } finally {
    await proxy.close();
    await rm(folder, { recursive: true });
  }
}

withPodman('the action on moto', () => {
  beforeAll(async () => {
    podman = await startPodman();
    const image = podman.image('worker-on-moto', [ENTRY, WORKER]);
    moto = await startMoto(podman.socket);
    clients = clientsOf({ endpoint: moto.endpoint, region: MOTO_REGION });
    const environment = {
      ...CREDENTIALS,
      AWS_ENDPOINT_URL: moto.endpoint,
      MOTO_ARRAY_SIZE: String(SIZE),
    };
    const template = bridgeJobs(bridgeTemplate(TEMPLATE), environment);
    await deploy(clients.cloudFormation, { Image: image }, template);
  });
  afterAll(async () => {
    const where = `The built action on moto ${motoVersion()}, ${SIZE} children and summarize in containers by ${podman.version}:`;
    await tell('moto.txt', [where, ...told].join('\n'));
    await moto.close();
    await podman.close();
  });

  describe('the built action on moto survives', () => {
    it.each([undisturbed, ...networkCases].map((row, at) => ({ ...row, seed: at + 1 })))(
      '$name',
      async (row) => {
        const { outcome, suffered } = await step(row.seed, row.rules);
        told.push(report(row, outcome));
        verify(row, outcome);
        for (const { on, fault } of row.rules) {
          if (on !== '*') expect(suffered.get(`${on} ${fault.kind}`)).toBeGreaterThan(0);
        }
        if (row.exitCode !== 0) return;
        const summary = JSON.parse(outcome.outputs['summary'] ?? '{}');
        expect(summary.totals?.hits).toBe(hitsOf(row.seed, SIZE, SAMPLES));
      },
    );
  });
});
