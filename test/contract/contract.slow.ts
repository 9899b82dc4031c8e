/**
 * One contract, held by every AWS there is here. `CONTRACT_ENDPOINTS` names the worlds, `local,moto`
 * by default; the table of behaviours goes to stdout and to .cache/report/contract.md.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tell } from '../support/report.ts';
import { behaviours } from './behaviours/index.ts';
import { expectation, hold, NOT_ASKED, type Outcome, table } from './hold.ts';
import type { World, WorldName } from './world.ts';
import { localWorld } from './worlds/local.ts';
import { motoWorld } from './worlds/moto.ts';

const WORLDS: Readonly<Record<WorldName, () => Promise<World>>> = {
  local: localWorld,
  moto: motoWorld,
};

const asked = (process.env['CONTRACT_ENDPOINTS'] ?? 'local,moto').split(',');
const names = Object.keys(WORLDS).filter((name): name is WorldName => asked.includes(name));
const columns = new Map<WorldName, readonly Outcome[]>();

describe.each(names)('%s', (name) => {
  let world: World;
  beforeAll(async () => {
    world = await WORLDS[name]();
    columns.set(name, await hold(world, behaviours));
  });
  afterAll(() => world.close());

  it.each([...behaviours.entries()].map(([at, { area, says }]) => ({ at, area, says })))(
    '$area: $says',
    ({ at }) => {
      const { behaviour, otherwise } = columns.get(name)?.[at] ?? {};
      const known = behaviour && expectation(behaviour, name);
      if (known === undefined) expect(otherwise).toBeUndefined();
      else expect(otherwise).toContain(known.fails ?? NOT_ASKED);
    },
  );
});

afterAll(() => tell('contract.md', table(columns)));
