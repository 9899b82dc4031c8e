import { describe, expect, it } from '@jest/globals';
import {
  consoleLink,
  logLink,
  lookCloser,
} from '../../../../actions/estimate-pi/src/summary/links.ts';
import { reportOf } from './reports.ts';

const place = (region: string) => ({ region, hasConsole: true, logGroup: '/Pi/jobs' });

describe('links to the consoles', () => {
  it('lead to the job', () => {
    expect(consoleLink('8f1c', place('eu-west-1'))).toBe(
      'https://eu-west-1.console.aws.amazon.com/batch/home?region=eu-west-1#jobs/detail/8f1c',
    );
  });

  it('lead to the log, encoded as the console wants it', () => {
    expect(logLink('summarize/default/0a', place('eu-west-1'))).toContain(
      '#logsV2:log-groups/log-group/$252FPi$252Fjobs/log-events/summarize$252Fdefault$252F0a',
    );
  });

  it.each([
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('keep to the partition of %s', (region, start) =>
    expect(consoleLink('x', place(region))?.startsWith(start)).toBe(true),
  );

  it('cannot be ended by brackets', () =>
    expect(logLink('a)b(c', place('eu-west-1'))).toContain('/log-events/a$2529b$2528c'));

  it('stand in one line', () => {
    const report = reportOf('well', 100);
    expect(lookCloser(report)?.match(/\[[^\]]+\]\(https:[^)]+\)/g)).toHaveLength(3);
    expect(lookCloser({ ...report, hasConsole: false })).toBeUndefined();
    expect(lookCloser({ ...report, arrayJobId: undefined })).toMatch(/console: \[summarize job\]/);
  });

  it('are left out where there is no console', () => {
    expect(consoleLink('x', { ...place('local-1'), hasConsole: false })).toBeUndefined();
    expect(logLink('x', { ...place('a"b'), logGroup: 'g' })).toBeUndefined();
  });
});
