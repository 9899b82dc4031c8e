/**
 * One contract, held by every AWS there is. `CONTRACT_ENDPOINTS` names the worlds, `local,moto` by
 * default; the table of behaviours goes to stdout and to .cache/report/contract.md.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withPodman } from '../image/with-podman.ts';
import { tell } from '../support/report.ts';
import { behaviours } from './behaviours/index.ts';
import { asExpected, expectation, type Held, hold } from './hold.ts';
import { questions } from './questions.ts';
import { table } from './table.ts';
import type { World, WorldName } from './world.ts';
import { awsWorld } from './worlds/aws.ts';
import { localWorld } from './worlds/local.ts';
import { motoWorld } from './worlds/moto.ts';

const WORLDS: Readonly<Record<WorldName, () => Promise<World>>> = {
  local: localWorld,
  moto: motoWorld,
  aws: awsWorld,
};

const asked = (process.env['CONTRACT_ENDPOINTS'] ?? 'local,moto').split(',');
const names = Object.keys(WORLDS).filter((name): name is WorldName => asked.includes(name));
const columns = new Map<WorldName, Held>();

function holds(name: WorldName): void {
  let world: World | undefined;
  beforeAll(async () => {
    world = await WORLDS[name]();
    columns.set(name, await hold(world, behaviours, questions));
  });
  afterAll(() => world?.close());

  it.each([...behaviours.entries()].map(([at, { area, says }]) => ({ at, area, says })))(
    '$area: $says',
    ({ at }) => {
      const outcome = columns.get(name)?.outcomes[at];
      if (outcome === undefined) throw new Error('it was not checked');
      const known = expectation(outcome.behaviour, name);
      // The message first: it tells more than a boolean.
      if (!asExpected(outcome, name)) expect(outcome.otherwise).toBe(known?.fails);
    },
  );

  it.each([...questions.entries()].map(([at, question]) => ({ at, ...question })))(
    '$asks',
    ({ at, local, moto }) => {
      const known = { local, moto, aws: expect.not.stringMatching(/^no answer/) };
      expect(columns.get(name)?.answers[at]).toEqual(known[name]);
    },
  );
}

for (const name of names) {
  const tests = () => describe(name, () => holds(name));
  if (name === 'moto') withPodman('the contract on moto', tests);
  else tests();
}

afterAll(() => tell('contract.md', table(columns, questions)));
