/** A job queue, job definitions and result queues that are in use when the stack is to go. */
import type { Answer } from './http.ts';
import type { Scene } from './scene.ts';

const QUEUE = 'arn:aws:batch:eu-west-1:1:job-queue/Pi';
export const url = (id: string) => `https://sqs.eu-west-1.amazonaws.com/1/Pi-results-${id}`;
const definition = (revision: number) =>
  `arn:aws:batch:eu-west-1:1:job-definition/Pi-Calculate:${revision}`;
/** The stack's own resources. */
export const RESOURCES = [
  { LogicalResourceId: 'Queue', ResourceType: 'AWS::Batch::JobQueue', PhysicalResourceId: QUEUE },
  {
    LogicalResourceId: 'Calculate',
    ResourceType: 'AWS::Batch::JobDefinition',
    PhysicalResourceId: definition(3),
  },
].map((resource) => ({ ...resource, ResourceStatus: 'CREATE_COMPLETE' }));

/** Array job ids of two runs. */
export const RUNS = [
  '6f9619ff-8b86-4011-b42d-00c04fc964ff',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
] as const;

/**
 * A queue with two jobs that end some looks after they were terminated, three revisions, and two
 * result queues beside one of another stack.
 */
export function occupied(): NonNullable<Scene['answer']> {
  const running = new Map([
    ['array', 2],
    ['summarize', 3],
  ]);
  const terminated = new Set<string>();
  const active = new Set([1, 2, 3]);
  const queues = new Set([...RUNS, `of-another-results-${RUNS[0]}`].map(url));
  let state = 'ENABLED';
  let updating = 0;
  return (action, _nth, input): Answer | undefined => {
    switch (action) {
      case 'batch:describejobqueues': {
        const status = updating > 0 ? 'UPDATING' : 'VALID';
        updating -= 1;
        return { jobQueues: [{ jobQueueArn: QUEUE, jobQueueName: 'Pi', state, status }] };
      }
      case 'batch:updatejobqueue':
        state = String(input['state']);
        updating = 2;
        return {};
      case 'batch:listjobs': {
        if (input['jobStatus'] !== 'RUNNING') return { jobSummaryList: [] };
        for (const id of terminated) running.set(id, (running.get(id) ?? 0) - 1);
        const left = [...running].filter(([, looks]) => looks > 0);
        return { jobSummaryList: left.map(([jobId]) => ({ jobId })) };
      }
      case 'batch:terminatejob':
        terminated.add(String(input['jobId']));
        return {};
      case 'batch:describejobdefinitions':
        return {
          jobDefinitions: [...active].map((r) => ({
            revision: r,
            jobDefinitionArn: definition(r),
          })),
        };
      case 'batch:deregisterjobdefinition':
        active.delete(Number(String(input['jobDefinition']).at(-1)));
        return {};
      case 'sqs:ListQueues':
        return { QueueUrls: [...queues] };
      case 'sqs:DeleteQueue':
        queues.delete(String(input['QueueUrl']));
        return {};
      default:
        return undefined;
    }
  };
}
