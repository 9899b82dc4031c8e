import { describe, expect, it, jest } from '@jest/globals';
import * as v from 'valibot';
import { ContradictionFault, InputFault } from '../../../worker/src/fault.ts';
import { countHitsExact } from '../../../worker/src/pi/exact.ts';
import { simulation as pi } from '../../../worker/src/pi/index.ts';
import { loadKernel } from '../../../worker/src/pi/kernel.ts';
import { parseSummary } from '../../../worker/src/summary.ts';

const child = { arrayJobId: 'foobar', index: 7, size: 10, attempt: 1 };
const quiet = () => ({ signal: new AbortController().signal, progress: () => {} });
const result = (hits: number, other = {}) => ({
  estimator: 'e',
  seed: '1',
  samples: 1000,
  hits,
  ...other,
});
const childResult = (index: number, hits: number, other = {}) => ({
  index,
  seconds: 1,
  result: result(hits, other),
});

describe('parse', () => {
  it('understands its own defaults', () => {
    expect(pi.parse(pi.defaults)).toEqual({ samples: 1_000_000, seed: 'auto' });
  });

  it('reads the greatest values', () => {
    expect(pi.parse({ samples: '9007199254740992', seed: '18446744073709551615' })).toEqual({
      samples: 2 ** 53,
      seed: 2n ** 64n - 1n,
    });
  });

  it.each(['', ' 7 ', '1e3', '0', '-1', '1.5', 'abc', '9007199254740993', '1000000000000000000'])(
    'refuses "%s" samples, saying what may be given',
    (samples) => {
      const parse = () => pi.parse({ samples, seed: 'auto' });
      expect(parse).toThrow(InputFault);
      expect(parse).toThrow(`samples is '${samples}', but must be an integer from 1 to`);
    },
  );

  it('refuses a seed beyond 64 bits, saying what may be given', () => {
    expect(() => pi.parse({ samples: '1', seed: '18446744073709551616' })).toThrow(
      "seed is '18446744073709551616', but must be a decimal integer from 0 to",
    );
  });
});

describe('run', () => {
  it('counts what the exact reading counts, whatever the attempt', async () => {
    const parameters = { samples: 12_345, seed: 42n };
    const hits = countHitsExact({ seed: 42n, index: 7 }, 0, 12_345);
    const expected = expect.objectContaining({ seed: '42', samples: 12_345, hits });
    expect(await pi.run(child, parameters, quiet())).toEqual(expected);
    expect(await pi.run({ ...child, attempt: 3 }, parameters, quiet())).toEqual(expected);
  });

  it('counts every sample once, however many looks at the world there are in between', async () => {
    const samples = 130 * 2 ** 20 + 5;
    const { hits } = await pi.run(child, { samples, seed: 42n }, quiet());
    expect(hits).toBe(loadKernel()({ seed: 42n, index: 7 }, 0, samples));
  });

  it('derives the seed from the run where none is given, and says which', async () => {
    const auto = await pi.run(child, { samples: 1000, seed: 'auto' }, quiet());
    expect(auto.seed).toBe('9625390261332436968');
    const given = await pi.run(
      { ...child, arrayJobId: 'another' },
      { samples: 1000, seed: BigInt(auto.seed) },
      quiet(),
    );
    expect(given).toEqual(auto);
  });

  it('sends what its own schema admits', async () => {
    const sent = await pi.run(child, { samples: 1, seed: 0n }, quiet());
    expect(v.parse(pi.result, JSON.parse(JSON.stringify(sent)))).toEqual(sent);
  });

  it('reports progress up to 1 and lets the event loop turn in between', async () => {
    const fractions: number[] = [];
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    await pi.run(
      child,
      { samples: 2 ** 28, seed: 1n },
      { ...quiet(), progress: (fraction) => fractions.push(fraction) },
    );
    clearInterval(timer);
    expect(fractions.length).toBeGreaterThan(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    expect(turns).toBeGreaterThan(1);
  });

  it('stops soon after the signal, though it had years to go', async () => {
    const controller = new AbortController();
    const reason = new Error('SIGTERM');
    const fractions: number[] = [];
    const running = pi.run(
      child,
      { samples: 2 ** 53, seed: 1n },
      {
        signal: controller.signal,
        progress: (fraction) => {
          if (fractions.push(fraction) === 3) controller.abort(reason);
        },
      },
    );
    await expect(running).rejects.toBe(reason);
    expect(fractions.length).toBe(3);
  });
});

it('fails for another host to try when this one counts wrongly, and sends nothing', async () => {
  const kernel = await import('../../../worker/src/pi/kernel.ts');
  jest.unstable_mockModule('../../../worker/src/pi/kernel.ts', () => ({
    ...kernel,
    loadKernel: () => {
      const countHits = kernel.loadKernel();
      return (...range: Parameters<typeof countHits>) => countHits(...range) - 1;
    },
  }));
  jest.resetModules();
  const { simulation: unsound } = await import('../../../worker/src/pi/index.ts');
  await expect(unsound.run(child, { samples: 1000, seed: 1n }, quiet())).rejects.toMatchObject({
    exitCode: 75,
    message: expect.stringContaining('computes wrongly'),
  });
});

describe('the result schema', () => {
  it.each([
    ['negative hits', result(-1)],
    ['fractional hits', result(1.5)],
    ['more hits than samples', result(1001)],
    ['no samples', result(0, { samples: 0 })],
    ['samples beyond 2^53', result(0, { samples: 2 ** 54 })],
    ['a seed that is a number', result(0, { seed: 1 })],
    ['a seed beyond 64 bits', result(0, { seed: '18446744073709551616' })],
    ['hits as text', result(0, { hits: '7' })],
  ])('refuses %s', (_what, sent) => {
    expect(v.safeParse(pi.result, sent).success).toBe(false);
  });
});

describe('summarize', () => {
  it('says the estimate with digits that match its error', () => {
    const { headline } = pi.summarize([
      childResult(0, 7_854_000_000, { samples: 1e10 }),
      childResult(1, 7_853_900_000, { samples: 1e10 }),
    ]);
    expect(headline).toBe(
      'Pi is approximately 3.141580 ± 0.000023 (95% confidence, 20,000,000,000 samples from 2 children)',
    );
  });

  it('speaks of one child in the singular', () => {
    expect(pi.summarize([childResult(0, 1, { samples: 1 })]).headline).toBe(
      'Pi is approximately 4.0 ± 3.2 (95% confidence, 1 sample from 1 child)',
    );
  });

  it('totals exactly and says how to repeat the run', () => {
    const samples = 2 ** 53 - 1;
    const { totals, repeat } = pi.summarize([
      childResult(0, 2 ** 52, { samples }),
      childResult(5, 2 ** 52 + 1, { samples }),
    ]);
    expect(totals).toEqual({ samples: '18014398509481982', hits: '9007199254740993' });
    expect(repeat).toEqual({ samples: '9007199254740991', seed: '1' });
  });

  it.each([
    ['estimator', 'other'],
    ['seed', '2'],
    ['samples', 999],
  ])('refuses children that differ in their %s, naming both', (name, value) => {
    const summarize = () =>
      pi.summarize([
        childResult(0, 780),
        childResult(3, 790),
        childResult(4, 780, { [name]: value }),
      ]);
    expect(summarize).toThrow(ContradictionFault);
    expect(summarize).toThrow(/child 0 has .* but child 4 has/);
  });

  it('warns of children that differ too much, agree too well, or miss π', () => {
    const around = (spread: number, centre: number) =>
      pi.summarize(
        Array.from({ length: 50 }, (_, i) =>
          childResult(i, centre + (i % 2 ? spread : -spread), { samples: 10_000 }),
        ),
      ).warnings;
    // The standard deviation of hits is 41.
    expect(around(41, 7854)).toEqual([]);
    expect(around(80, 7854)).toEqual([expect.stringContaining('differ more than chance')]);
    expect(around(10, 7854)).toEqual([expect.stringContaining('agree more than chance')]);
    expect(around(41, 7900)).toEqual([expect.stringMatching(/estimate is 7\.\d standard errors/)]);
  });

  it('fits into a Summary whatever the size of the array', () => {
    const children = Array.from({ length: 10_000 }, (_, i) =>
      childResult(i, 7_074_000_000_000_000 + i * 1e6, { samples: 2 ** 53, seed: '1'.repeat(20) }),
    );
    const line = JSON.stringify({
      version: 1,
      simulation: 'pi',
      arrayJobId: '8f1c2a6e-0000-0000-0000-000000000000',
      children: { expected: 1e4, received: 1e4, duplicates: 0, malformed: 0, missing: '' },
      computeSeconds: 1,
      ...pi.summarize(children),
    });
    expect(parseSummary(line)?.totals['samples']).toBe('90071992547409920000');
  });
});
