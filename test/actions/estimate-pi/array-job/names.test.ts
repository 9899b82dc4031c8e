import { describe, expect, it } from '@jest/globals';
import { jobNames, resultsQueue } from '../../../../actions/estimate-pi/src/array-job/names.ts';

const ALLOWED = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/;

describe('names of jobs', () => {
  it('carry the run, its attempt and the nonce', () => {
    expect(jobNames('sum', '17-2', 'abc')).toEqual({
      array: 'sum-17-2-abc',
      summarize: 'sum-17-2-abc-summarize',
      partial: 'sum-17-2-abc-summarize-partial',
    });
  });

  it('are always allowed, and never lose the nonce', () => {
    const names = jobNames('_über große Läufe', 'x'.repeat(200), 'nonce');
    for (const name of Object.values(names)) {
      expect(name).toMatch(ALLOWED);
      expect(name).toContain('-nonce');
    }
  });

  it('name the queue after the array job', () => {
    expect(resultsQueue('P', '8f1c')).toBe('P-results-8f1c');
  });
});
