/** The same schedules for the local AWS, without a proxy between. */
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, type Intercept, type Reply } from '../../local/aws/index.ts';
import { Counter } from './counter.ts';
import type { Schedule } from './schedule.ts';

/** @returns the interceptor, and how often each fault has come about */
export function interceptBy(schedule: Schedule) {
  const counter = new Counter(schedule);
  const intercept: Intercept = async ({ operation }, next): Promise<Reply> => {
    const fault = counter.next(operation, Date.now());
    switch (fault?.kind) {
      case undefined:
        return next();
      case 'drop':
        return { kind: 'drop' };
      case 'lose':
        await next();
        return { kind: 'drop' };
      case 'delay':
        await sleep(fault.ms);
        return next();
      case 'duplicate':
        await next();
        return next();
      case 'throttle': {
        const error = new AwsError('TooManyRequestsException', 'Too many requests', 429);
        return { kind: 'error', error };
      }
      case 'fail':
        return { kind: 'raw', status: 500, body: '<html>Internal Server Error</html>' };
      case 'corrupt':
        await next();
        return { kind: 'raw', status: 200, body: '{"jobs": [{"jobId": "' };
      case 'hang':
        return new Promise(() => {});
      case 'refuse':
        return { kind: 'error', error: new AwsError(fault.code, fault.message, fault.status) };
      case 'answer':
        return { kind: 'output', output: fault.output };
    }
  };
  return { intercept, suffered: counter.suffered };
}
