/** What the contract makes in an account, and how all of it goes again: by the product's own action. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  paginateDescribeStacks,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DeleteQueueCommand, paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import { startAction } from '../../../local/demo/action.ts';
import { IMAGE } from '../../local/aws/start.ts';
import { probeTemplate } from '../worlds/aws.ts';

/** Something that can be asked to stop. */
export interface Running {
  interrupt(): void;
}

/** As many as the contract's jobs need to follow each other without waiting for instances. */
const MIN_VCPUS = 4;
/** What an action needs of the environment to reach the account. */
const PASSED = [
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ENDPOINT_URL',
];

export interface Overrides {
  readonly template?: string;
  /** More parameters of the stack. */
  readonly parameters?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export class Account {
  readonly #prefix: string;
  readonly #started: <T extends Running>(running: T) => T;
  readonly #overrides: Overrides;
  readonly #sqs: SQSClient;
  readonly #cloudFormation: CloudFormationClient;

  /**
   * @param prefix names the stack, and begins every other name followed by a hyphen
   * @param started is told of each step that can be interrupted
   */
  constructor(
    prefix: string,
    started: <T extends Running>(running: T) => T,
    overrides: Overrides = {},
  ) {
    this.#prefix = prefix;
    this.#started = started;
    this.#overrides = overrides;
    const { AWS_REGION: region = '', AWS_ENDPOINT_URL: endpoint } = this.#env;
    const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
      this.#env;
    const { AWS_SESSION_TOKEN: sessionToken } = this.#env;
    const options = {
      region,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
      ...(endpoint ? { endpoint } : {}),
      maxAttempts: 8,
    };
    this.#sqs = new SQSClient({ ...options, useQueueUrlAsEndpoint: false });
    this.#cloudFormation = new CloudFormationClient(options);
  }

  get #env(): NodeJS.ProcessEnv {
    return this.#overrides.env ?? process.env;
  }

  /** Makes the stack. @returns its outputs @throws {Error} saying why it could not be made */
  async deploy(): Promise<Readonly<Record<string, string>>> {
    const parameters = [
      `Image=${IMAGE}`,
      `NamePrefix=${this.#prefix}`,
      `MinvCpus=${MIN_VCPUS}`,
      ...(this.#overrides.parameters ?? []),
    ];
    const inputs = {
      command: 'apply',
      'stack-name': this.#prefix,
      parameters: parameters.join('\n'),
    };
    const { exitCode, errors, outputs } = await this.#act(inputs);
    if (exitCode !== 0) throw new Error(`the stack was not made: ${errors.join('\n')}`);
    return JSON.parse(outputs['stack-outputs'] ?? '{}');
  }

  /** Deletes all that bears the prefix; never rejects. @returns what is still there, a line each */
  async cleanUp(): Promise<string[]> {
    const left: string[] = [];
    const attempt = async (what: string, step: () => Promise<unknown>) => {
      await step().catch((error) => left.push(`${what} (${error.message})`));
    };
    await attempt('perhaps SQS queues', () => this.#deleteQueues(attempt));
    // The stack itself, and what CreateStack made although it had to refuse it.
    const names = await this.#stacks().catch(() => [this.#prefix]);
    for (const name of names) await attempt(`stack ${name}`, () => this.#deleteStack(name));
    this.#sqs.destroy();
    this.#cloudFormation.destroy();
    return left;
  }

  async #deleteQueues(attempt: (what: string, step: () => Promise<unknown>) => Promise<void>) {
    const input = { QueueNamePrefix: `${this.#prefix}-`, MaxResults: 1000 };
    for await (const { QueueUrls = [] } of paginateListQueues({ client: this.#sqs }, input)) {
      for (const QueueUrl of QueueUrls) {
        await attempt(`queue ${QueueUrl}`, () =>
          this.#sqs.send(new DeleteQueueCommand({ QueueUrl })).catch((error) => {
            if (error.name !== 'QueueDoesNotExist') throw error;
          }),
        );
      }
    }
  }

  async #stacks(): Promise<string[]> {
    const stacks: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client: this.#cloudFormation }, {})) {
      stacks.push(...(page.Stacks ?? []));
    }
    const names = stacks.flatMap(({ StackName = '' }) => StackName);
    const { length } = this.#prefix;
    return names.filter(
      (name) => name === this.#prefix || name.slice(0, length + 1) === `${this.#prefix}-`,
    );
  }

  async #deleteStack(name: string): Promise<void> {
    const inputs = { command: 'delete', 'stack-name': name, confirm: name };
    const { exitCode, errors } = await this.#act(inputs);
    if (exitCode !== 0) throw new Error(errors.join('; '));
  }

  /** Runs a step of the action that deploys the product itself. */
  async #act(inputs: Readonly<Record<string, string>>) {
    const folder = await mkdtemp(join(tmpdir(), 'account-'));
    try {
      const template = join(folder, 'pi.yaml');
      await writeFile(template, this.#overrides.template ?? probeTemplate());
      const aws = PASSED.flatMap((name) => {
        const value = this.#env[name];
        return value ? [[name, value]] : [];
      });
      const action = startAction({
        action: 'actions/deploy-stack',
        folder,
        inputs: { ...inputs, template },
        aws: {
          ...Object.fromEntries(aws),
          AWS_CONFIG_FILE: '/dev/null',
          AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        },
      });
      return await this.#started(action).ended;
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}
