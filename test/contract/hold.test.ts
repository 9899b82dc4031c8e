import { describe, expect, it } from '@jest/globals';
import { asExpected, hold, NOT_ASKED } from './hold.ts';
import { table } from './table.ts';
import { type Behaviour, refused, same, type World, type WorldName } from './world.ts';

const world = (name: WorldName) => ({ name, where: `${name} here`, atOnce: 2 }) as World;

const check = async () => same(1, 2, 'count');
const HOLDS: Behaviour = { area: 'SQS', says: 'holds', check: async () => undefined };
const FAILS: Behaviour = { area: 'SQS', says: 'fails', check };
const KNOWN = { ...FAILS, moto: { says: 'counts otherwise', fails: 'count: 1 instead of 2' } };
const CHANGED = { ...HOLDS, moto: { says: 'counts otherwise', fails: 'count: 1' } };
const OTHERWISE = { ...FAILS, moto: { says: 'counts otherwise', fails: 'count: 3' } };
const HARMFUL = { ...FAILS, moto: { says: 'would break' } };
const ALL = [HOLDS, FAILS, KNOWN, CHANGED, OTHERWISE, HARMFUL];
const ASKED = { asks: 'How?', local: 'so', moto: 'else', answer: async () => 'so' };
const SILENT = { ...ASKED, answer: () => Promise.reject(new Error('broke | in\ntwo')) };

const expected = async (name: WorldName) => {
  const { outcomes } = await hold(world(name), ALL, []);
  return outcomes.map((outcome) => asExpected(outcome, name));
};

describe('what is held against the contract', () => {
  it('must do as AWS does', async () => {
    expect(await expected('local')).toEqual([true, false, false, true, false, false]);
    expect(await expected('aws')).toEqual([true, false, false, true, false, false]);
  });

  it('must, if it is moto, differ where it is known to, and just so', async () => {
    expect(await expected('moto')).toEqual([true, false, true, false, false, true]);
    const { outcomes } = await hold(world('moto'), [HARMFUL], []);
    expect(outcomes[0]?.otherwise).toBe(NOT_ASKED);
  });

  it('is written down, behaviour by behaviour, and counted', async () => {
    const local = await hold(world('local'), ALL, [ASKED, SILENT]);
    const moto = await hold(world('moto'), ALL, [ASKED, SILENT]);
    const text = table(
      new Map([
        ['local', local],
        ['moto', moto],
      ]),
      [ASKED, SILENT],
    );
    expect(text.split('\n')).toEqual([
      '|  | AWS | local | moto |',
      '|---|---|---|---|',
      '| SQS | holds | ✓ | ✓ |',
      '| SQS | fails | ✗ count: 1 instead of 2 | ✗ count: 1 instead of 2 |',
      '| SQS | fails | ✗ count: 1 instead of 2 | ✗ counts otherwise |',
      '| SQS | holds | ✓ | ✓ |',
      '| SQS | fails | ✗ count: 1 instead of 2 | ✗ count: 1 instead of 2 |',
      '| SQS | fails | ✗ count: 1 instead of 2 | ✗ would break |',
      '',
      '| Not confirmed of AWS, and not relied upon | local | moto |',
      '|---|---|---|',
      '| How? | so | so |',
      '| How? | no answer: broke \\| in two | no answer: broke \\| in two |',
      '',
      'local holds 2 of 6: local here',
      'moto holds 2 of 6: moto here',
      '',
    ]);
  });
});

describe('a check', () => {
  it('fails unless a call is refused, and with that error', async () => {
    const denied = Object.assign(new Error('no'), { name: 'Denied' });
    expect(await refused(Promise.reject(denied), 'Denied')).toBe(denied);
    await expect(refused(Promise.reject(denied), 'Other')).rejects.toThrow('"Denied" instead of');
    await expect(refused(Promise.resolve(), 'Denied')).rejects.toThrow('was not refused');
  });
});
