/** Every role allows what its code calls, and nothing else that is not explained. */
import { describe, expect, it } from '@jest/globals';
import { canBeNarrowed, handlerCalls } from './aws-reference.ts';
import { callsReachedFrom } from './calls.ts';
import { type Evaluated, evaluateBootstrap, evaluatePi } from './evaluate.ts';
import { actions, allowed, policyHolders } from './iam.ts';
import { IMPLIED, NOT_NEEDED, SERVICE_IMPLIED, UNREACHED } from './permissions.ts';

const pi = evaluatePi();
const bootstrap = evaluateBootstrap();
const types = [...new Set([...pi.resources.values()].map(({ type }) => type))];
/** An event rule without a role passes none. */
const driftReads = types
  .flatMap((type) => handlerCalls(type, ['read']))
  .filter((action) => action !== 'iam:PassRole');

const command = (name: string) => `actions/deploy-stack/src/commands/${name}.ts`;
const CODE: Readonly<Record<string, readonly string[]>> = {
  PlanRole: [...callsReachedFrom(command('plan'), command('drift')), ...driftReads],
  DeployRole: [
    ...callsReachedFrom(command('apply'), command('drift'), command('delete')),
    ...driftReads,
  ],
  RunRole: callsReachedFrom('actions/estimate-pi/src/index.ts', command('sweep')),
  CalculateRole: callsReachedFrom('worker/src/main.ts'),
  SummarizeRole: callsReachedFrom('worker/src/main.ts'),
  ExecutionRole: [],
  InstanceRole: [],
};

const templateOf = (role: string): Evaluated => (pi.resources.has(role) ? pi : bootstrap);
/** Handlers write `UnTagResource` and `UntagResource` alike. */
const lower = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));
const without = (names: readonly string[], taken: readonly string[]) => {
  const known = lower(taken);
  return [...new Set(names)].filter((name) => !known.has(name.toLowerCase()));
};

describe.each(Object.keys(CODE))('%s', (role) => {
  const code = CODE[role] ?? [];
  const implied = Object.keys(IMPLIED[role] ?? {});
  const unreached = Object.keys(UNREACHED[role] ?? {});
  const granted = actions(allowed(templateOf(role), role));

  it('allows every call of its code', () => {
    expect(without(code, [...granted, ...unreached])).toEqual([]);
  });

  it('allows nothing that is neither called nor explained', () => {
    expect(without(granted, [...code, ...implied])).toEqual([]);
  });

  it('is explained without a word too many', () => {
    expect(implied.filter((action) => !granted.includes(action) || code.includes(action))).toEqual(
      [],
    );
    expect(
      unreached.filter((action) => !code.includes(action) || granted.includes(action)),
    ).toEqual([]);
  });
});

describe('ServiceRole', () => {
  const handlers = types.flatMap((type) =>
    handlerCalls(type, ['create', 'read', 'update', 'delete']),
  );
  const granted = actions(allowed(bootstrap, 'ServiceRole'));

  it('allows what the handlers of the resource types call', () => {
    expect(without(handlers, [...granted, ...Object.keys(NOT_NEEDED)])).toEqual([]);
  });

  it('allows nothing that no handler calls', () => {
    expect(without(granted, [...handlers, ...Object.keys(SERVICE_IMPLIED)])).toEqual([]);
  });

  it('is explained without a word too many', () => {
    expect(Object.keys(NOT_NEEDED).filter((action) => !handlers.includes(action))).toEqual([]);
    expect(without(Object.keys(SERVICE_IMPLIED), granted)).toEqual([]);
  });
});

const holders = [pi, bootstrap].flatMap((template) =>
  policyHolders(template).map((id) => [id, allowed(template, id)] as const),
);

describe.each(holders)('%s', (_id, policy) => {
  it('names whole actions that AWS knows', () => {
    expect(actions(policy).filter((action) => action.includes('*'))).toEqual([]);
    for (const action of actions(policy)) expect(() => canBeNarrowed(action)).not.toThrow();
  });

  it('asks for every resource only where IAM cannot name any', () => {
    const everywhere = policy.filter(({ Resource }) => Resource.includes('*'));
    expect(actions(everywhere).filter(canBeNarrowed)).toEqual([]);
  });

  it('says in a Sid what every statement is for', () => {
    expect(policy.filter(({ Sid }) => !Sid)).toEqual([]);
  });
});
