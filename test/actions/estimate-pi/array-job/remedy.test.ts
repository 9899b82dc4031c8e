import { expect, it } from '@jest/globals';
import { remedyFor } from '../../../../actions/estimate-pi/src/array-job/remedy.ts';

it.each([
  ['exit code 64 (bad input)', /the parameter/],
  ['exit code 641', /^Look at/],
  [
    'exit code 137 (killed, most often for want of memory), OutOfMemoryError: Container killed',
    /MEMORY/,
  ],
  ['CannotPullContainerError: no such host', /pull the image/],
  ['Host EC2 (instance …) terminated.', /^Spot took the instances/],
  ['Job attempt duration exceeded timeout', /AttemptDurationSeconds/],
  [
    'Canceled by JobStateTimeLimit action due to reason: MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE',
    /higher MaxvCpus/,
  ],
  ['exit code 65 (a result that contradicts another)', /^Look at the last log lines/],
])('%s', (cause, remedy) => expect(remedyFor(cause)).toMatch(remedy));
