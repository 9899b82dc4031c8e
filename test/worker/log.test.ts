import { describe, expect, it } from '@jest/globals';
import { memoryLog } from './fixtures/memory-log.ts';

describe('logTo', () => {
  it('writes lines and errors to their own sinks', () => {
    const log = memoryLog();
    log.line('one');
    log.error('two');
    expect(log.out).toEqual(['one']);
    expect(log.err).toEqual(['two']);
  });

  it('writes nothing after the last line, neither there nor elsewhere', () => {
    const log = memoryLog();
    log.last('the end');
    log.line('more');
    log.error('worse');
    log.last('the end again');
    expect(log.out).toEqual(['the end']);
    expect(log.err).toEqual([]);
  });
});
