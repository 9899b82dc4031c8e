/** A local AWS on a fast clock, the built action in its place as GitHub's runner would run it, and a fault. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DescribeJobsCommand,
  type JobDetail,
  type JobSummary,
  ListJobsCommand,
} from '@aws-sdk/client-batch';
import type { Health } from '../../../../local/aws/health.ts';
import { type Intercept, type LocalAws, startLocalAws } from '../../../../local/aws/index.ts';
import { type RunningAction, startAction } from '../../../../local/demo/action.ts';
import { type Clients, clientsOf, deploy } from '../../../local/aws/start.ts';
import { type Program, scripted } from './program.ts';

/** A second of the machine is so many of the scene. */
export const TIME_SCALE = 20;
const ACTION = 'actions/estimate-pi';
const PRELOAD = pathToFileURL('test/actions/estimate-pi/faults/scaled-clock.mjs').href;

/** What a fault may look at and do while the action runs. */
export interface Stage {
  readonly aws: LocalAws;
  readonly clients: Clients;
  /** How often a call has come, the present one included. */
  count(call: string): number;
  /** Milliseconds of the scene since the action was started. */
  elapsed(): number;
  /** As somebody who cancels the workflow. */
  interrupt(): void;
  /** As the runner, when that took too long. */
  kill(): void;
}

export type Fault = (stage: Stage) => Intercept;

export interface Scene {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly program?: Program;
  readonly fault?: Fault;
  /** What is wrong with AWS once the stack is there. */
  readonly health?: Health;
  /** Parameters of the stack. */
  readonly stack?: Readonly<Record<string, string>>;
  /** Children that run at once; 32 by default. */
  readonly vcpus?: number;
  /** Instead of 20. */
  readonly timeScale?: number;
}

/** What is left when the action has ended. */
export interface Outcome {
  readonly exitCode: number;
  /** The step's log, commands of the runner that save state and set outputs excepted. */
  readonly lines: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  /** The page under the run. */
  readonly page: string;
  /** Every job of the queue that is no child. */
  readonly jobs: readonly JobDetail[];
  readonly queues: readonly string[];
  readonly calls: ReadonlyMap<string, number>;
  /** Milliseconds of the scene. */
  readonly tookMs: number;
}

/** A local AWS that stays for several steps. */
export class Theatre {
  readonly #scene: Scene;
  readonly #timeScale: number;
  #intercept: Intercept = (_call, next) => next();
  #aws: LocalAws | undefined;
  #clients: Clients | undefined;
  #running: RunningAction | undefined;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#timeScale = scene.timeScale ?? TIME_SCALE;
  }

  async open(): Promise<this> {
    const { program = {}, vcpus = 32, health = {}, stack = {} } = this.#scene;
    const aws = await startLocalAws({
      runner: scripted(program, () => this.clients.sqs, this.#timeScale),
      vcpus,
      timeScale: this.#timeScale,
      intercept: (call, next) => this.#intercept(call, next),
    });
    this.#aws = aws;
    this.#clients = clientsOf(aws);
    const MaxvCpus = String(Math.max(16, vcpus));
    await deploy(this.#clients.cloudFormation, { MaxvCpus, ...stack });
    aws.setHealth(health);
    return this;
  }

  get clients(): Clients {
    if (this.#clients === undefined) throw new Error('the theatre is not open');
    return this.#clients;
  }

  /** Runs one step, with the scene's fault unless another is given. */
  async step(
    inputs: Readonly<Record<string, string>> = {},
    fault: Fault = this.#scene.fault ?? (() => (_call, next) => next()),
  ): Promise<Outcome> {
    const aws = this.#aws;
    if (aws === undefined) throw new Error('the theatre is not open');
    const folder = await mkdtemp(join(tmpdir(), 'estimate-'));
    const started = Date.now();
    const before = new Map(aws.calls);
    const calls = () =>
      new Map([...aws.calls].map(([name, count]) => [name, count - (before.get(name) ?? 0)]));
    this.#intercept = fault({
      aws,
      clients: this.clients,
      count: (call) => calls().get(call) ?? 0,
      elapsed: () => (Date.now() - started) * this.#timeScale,
      interrupt: () => this.#running?.interrupt(),
      kill: () => this.#running?.kill(),
    });
    try {
      this.#running = startAction({
        action: ACTION,
        folder,
        inputs: { 'array-size': '20', 'poll-seconds': '5', ...this.#scene.inputs, ...inputs },
        aws: {
          ...aws.environment,
          // Not from the container's endpoint: the SDK gives it a second, of a clock that runs fast.
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          NODE_OPTIONS: `--import=${PRELOAD}`,
          TEST_CLOCK: JSON.stringify(aws.clock),
        },
      });
      const result = await this.#running.ended;
      const tookMs = (Date.now() - started) * this.#timeScale;
      const called = calls();
      this.#intercept = (_call, next) => next();
      const log = await readFile(result.logFile, 'utf8');
      return {
        exitCode: result.exitCode,
        errors: result.errors,
        outputs: result.outputs,
        lines: log.split('\n').filter((line) => line !== ''),
        page: await readFile(result.summaryFile, 'utf8'),
        jobs: await this.#jobs(),
        queues: aws.queues(),
        calls: called,
        tookMs,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async close(): Promise<void> {
    await this.#aws?.close();
  }

  async #jobs(): Promise<readonly JobDetail[]> {
    const { jobSummaryList = [] } = await this.clients.batch.send(
      new ListJobsCommand({ jobQueue: 'Pi', filters: [{ name: 'JOB_NAME', values: ['*'] }] }),
    );
    if (jobSummaryList.length === 0) return [];
    const jobs = jobSummaryList.flatMap(({ jobId }) => (jobId === undefined ? [] : [jobId]));
    const described = await this.clients.batch.send(new DescribeJobsCommand({ jobs }));
    return described.jobs ?? [];
  }
}

/** Whether a job has ended or has been told to. */
export const isOver = ({ status, isTerminated }: JobDetail): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED' || isTerminated === true;

export const isArray = ({ jobDefinition = '' }: JobDetail | JobSummary): boolean =>
  jobDefinition.includes('Pi-Calculate');
