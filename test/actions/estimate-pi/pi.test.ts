import { describe, expect, it } from '@jest/globals';
import { readSimulation } from '../../../actions/estimate-pi/src/pi.ts';

const given = (values: Record<string, string>) => (name: string) => values[name] ?? '';

describe('the inputs of the simulation', () => {
  it('leaves samples to the job definition and the seed to the run', () => {
    const { size, parameters, title } = readSimulation(given({ 'array-size': '100' }));
    expect({ size, parameters }).toEqual({ size: 100, parameters: { seed: 'auto' } });
    expect(title).toBe("Pi from 100 children × the job definition's samples, seed auto");
  });

  it('passes on what is given, to the last digit', () => {
    const inputs = {
      'array-size': '10000',
      samples: '9007199254740992',
      seed: '18446744073709551615',
    };
    const { size, parameters, title } = readSimulation(given(inputs));
    expect(size).toBe(10_000);
    expect(parameters).toEqual({ samples: '9007199254740992', seed: '18446744073709551615' });
    expect(title).toContain('10,000 children × 9,007,199,254,740,992 samples');
    expect(readSimulation(given({ 'array-size': '1' })).title).toMatch(
      /^Pi from a plain job of the/,
    );
  });

  it.each([
    ['array-size', ''],
    ['array-size', 'abc'],
    ['array-size', '1.5'],
    ['array-size', '0'],
    ['array-size', '10001'],
    ['array-size', '007'],
    ['array-size', ' 7 '],
    ['array-size', '1e3'],
    ['array-size', '７'],
    ['samples', '0'],
    ['samples', '1e6'],
    ['samples', '1.5'],
    ['samples', '-1'],
    ['samples', '9007199254740993'],
    ['seed', '18446744073709551616'],
    ['seed', '-1'],
    ['seed', '0x2a'],
    ['seed', 'Auto'],
    ['seed', '01'],
  ])('refuses %s = %j in one line that names it', (name, value) => {
    const read = () => readSimulation(given({ 'array-size': '100', [name]: value }));
    expect(read).toThrow(`Input ${name}: ${JSON.stringify(value)} is not `);
    expect(read).not.toThrow(/\n/);
  });
});
