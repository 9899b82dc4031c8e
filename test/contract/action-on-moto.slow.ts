/**
 * The whole product on an AWS that others wrote: the stack from the template, the worker in
 * containers, the built action, and faults on the way between.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAction } from '../../local/demo/action.ts';
import { startFaultProxy } from '../faults/proxy.ts';
import { type Rule, written } from '../faults/schedule.ts';
import { type Clients, clientsOf, deploy, TEMPLATE } from '../local/aws/start.ts';
import { hitsOf } from '../soak/runs.ts';
import { tell } from '../support/report.ts';
import { bridgeJobs, bridgeTemplate } from './worlds/bridge.ts';
import { MOTO_REGION, type MotoServer, startMoto } from './worlds/moto-server.ts';
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
  await tell(
    'moto.txt',
    `the built action on moto, jobs in containers by podman: ${told.join('; ')}`,
  );
  await moto.close();
  await podman.close();
});

/** Runs a step with these faults before moto. */
async function step(seed: number, rules: readonly Rule[]) {
  const proxy = await startFaultProxy(moto.endpoint, written(rules));
  const folder = await mkdtemp(join(tmpdir(), 'moto-'));
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
    const { exitCode, errors, outputs, logFile } = await action.ended;
    clearTimeout(killer);
    const log = await readFile(logFile, 'utf8');
    const summary = outputs['summary'] ? JSON.parse(outputs['summary']) : { log };
    return { exitCode, errors, summary, suffered: Object.fromEntries(proxy.suffered) };
  } finally {
    await proxy.close();
    await rm(folder, { recursive: true });
  }
}

const times = (count: number, first = 1) =>
  Array.from({ length: count }, (_each, at) => first + at);

describe('on moto the built action', () => {
  it.each<[string, Rule[]]>([
    ['nothing in its way', []],
    ['the reply to SubmitJob lost', [{ on: 'SubmitJob', nth: [1], fault: { kind: 'lose' } }]],
    ['SubmitJob dropped', [{ on: 'SubmitJob', nth: [1], fault: { kind: 'drop' } }]],
    ['429 for a while', [{ on: 'DescribeJobs', nth: times(5, 2), fault: { kind: 'throttle' } }]],
    ['500 for a while', [{ on: 'DescribeJobs', nth: times(5, 2), fault: { kind: 'fail' } }]],
    ['connections that break', [{ on: 'DescribeJobs', nth: [2, 3, 5], fault: { kind: 'drop' } }]],
    ['replies cut in half', [{ on: 'DescribeJobs', nth: [2, 4], fault: { kind: 'corrupt' } }]],
    ['every call late', [{ on: '*', fault: { kind: 'delay', ms: 300 } }]],
  ])('estimates Pi with %s', async (name, rules) => {
    const seed = name.length;
    const { exitCode, errors, summary, suffered } = await step(seed, rules);
    expect({ exitCode, errors, log: summary.log }).toEqual({ exitCode: 0, errors: [] });
    told.push(`${name}: ${summary.headline}`);
    expect(summary.totals.hits).toBe(hitsOf(seed, SIZE, SAMPLES));
    for (const { on, fault } of rules) {
      if (on !== '*') expect(suffered[`${on} ${fault.kind}`]).toBeGreaterThan(0);
    }
    const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([]);
  });
});
