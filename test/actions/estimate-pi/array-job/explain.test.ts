import { describe, expect, it } from '@jest/globals';
import { failed } from '../../../../actions/estimate-pi/src/array-job/explain.ts';
import { CallFault, Explained } from '../../../../actions/estimate-pi/src/array-job/fault.ts';

const fault = (kind: CallFault['kind'], detail = 'x') =>
  new CallFault(kind, 'batch:ListJobs', detail);

describe('a fault in words', () => {
  it.each([
    [new Explained('cause', 'remedy'), 'cause', /^remedy$/],
    [new Explained('cause'), 'cause', undefined],
    [new Error('a bug'), 'a bug', undefined],
    ['text', 'text', undefined],
    [
      fault('refused', 'Region is missing'),
      'No AWS region is set: AWS_REGION is missing',
      /configure/,
    ],
    [fault('expired'), 'AWS does not accept the credentials: batch:ListJobs: x', /configure/],
    [fault('denied'), 'batch:ListJobs: x', /needs the permission batch:ListJobs/],
    [fault('uncertain'), 'AWS did not answer for minutes: batch:ListJobs: x', /Run the step again/],
    [fault('throttled'), 'AWS did not answer for minutes: batch:ListJobs: x', /Run the step again/],
    [fault('refused'), 'batch:ListJobs: x', undefined],
  ])('%s', (error, cause, remedy) => {
    const ending = failed(error);
    expect(ending).toMatchObject({ kind: 'failed', cause });
    if (remedy === undefined) expect(ending.remedy).toBeUndefined();
    else expect(ending.remedy).toMatch(remedy);
  });
});
