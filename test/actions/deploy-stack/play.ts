/** Plays a scene: the built action meets an account that does what the scene says. */
import { type Finished, runAction, type Start } from './action.ts';
import { Cloud } from './cloud/cloud.ts';
import type { ChangeSpec, Scene, Step } from './cloud/scene.ts';

export interface Played extends Finished {
  readonly cloud: Cloud;
}

/** @returns what the action and the account have come to; the account answers no more */
export async function play(
  scene: Scene,
  inputs: Readonly<Record<string, string>>,
  more: Partial<Start> = {},
): Promise<Played> {
  const cloud = await Cloud.start(scene);
  try {
    const finished = await runAction({ endpoint: cloud.endpoint, inputs, ...more });
    return { ...finished, cloud };
  } finally {
    await cloud.close();
  }
}

/** One property that changes, and one resource that is replaced. */
export const CHANGES: readonly ChangeSpec[] = [
  {
    Action: 'Modify',
    LogicalResourceId: 'Calculate',
    ResourceType: 'AWS::Batch::JobDefinition',
    Replacement: 'False',
    Details: [
      {
        Target: {
          Attribute: 'Properties',
          Path: '/Properties/Timeout/AttemptDurationSeconds',
          BeforeValue: '60',
          AfterValue: '120',
          RequiresRecreation: 'Never',
        },
      },
    ],
  },
  {
    Action: 'Modify',
    LogicalResourceId: 'Queue',
    ResourceType: 'AWS::Batch::JobQueue',
    Replacement: 'True',
    Details: [
      { Target: { Name: 'JobQueueName', Attribute: 'Properties', RequiresRecreation: 'Always' } },
    ],
  },
];

export const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** An update that goes well. */
export const UPDATED: readonly Step[] = [
  {
    status: 'UPDATE_IN_PROGRESS',
    events: [{ resource: 'Queue', status: 'UPDATE_IN_PROGRESS' }],
  },
  { status: 'UPDATE_IN_PROGRESS', events: [{ resource: 'Queue', status: 'UPDATE_COMPLETE' }] },
  { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
  { status: 'UPDATE_COMPLETE' },
];

/** A creation that goes well. */
export const CREATED: readonly Step[] = [
  { status: 'CREATE_IN_PROGRESS' },
  { status: 'CREATE_COMPLETE' },
];
