import { describe, expect, it } from '@jest/globals';
import { InputFault } from '../../worker/src/fault.ts';
import { arrayJobId, identify, variable } from '../../worker/src/identity.ts';

const child = {
  AWS_BATCH_JOB_ID: '8f1c2a6e-0000-4000-8000-000000000000:3',
  AWS_BATCH_JOB_ARRAY_INDEX: '3',
  AWS_BATCH_JOB_ARRAY_SIZE: '100',
  AWS_BATCH_JOB_ATTEMPT: '2',
};

describe('identify', () => {
  it('reads a child of an array job', () => {
    expect(identify(child)).toEqual({
      arrayJobId: '8f1c2a6e-0000-4000-8000-000000000000',
      index: 3,
      size: 100,
      attempt: 2,
    });
  });

  it('takes a plain job for child 0 of 1', () => {
    const plain = { AWS_BATCH_JOB_ID: 'job-7', AWS_BATCH_JOB_ATTEMPT: '1' };
    expect(identify(plain)).toEqual({ arrayJobId: 'job-7', index: 0, size: 1, attempt: 1 });
  });

  it('reads the last child of the largest array', () => {
    const last = {
      ...child,
      AWS_BATCH_JOB_ID: 'a:9999',
      AWS_BATCH_JOB_ARRAY_INDEX: '9999',
      AWS_BATCH_JOB_ARRAY_SIZE: '10000',
    };
    expect(identify(last)).toMatchObject({ index: 9_999, size: 10_000 });
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no job at all', { AWS_BATCH_JOB_ID: undefined }, 'AWS_BATCH_JOB_ID is not set: AWS Batch'],
    ['an empty id', { AWS_BATCH_JOB_ID: '' }, 'AWS_BATCH_JOB_ID is not set'],
    ['an id that is none', { AWS_BATCH_JOB_ID: '../x:3' }, 'which is no job id'],
    ['an id with two indices', { AWS_BATCH_JOB_ID: 'a:3:4' }, 'which is no job id'],
    ['an index without a size', { AWS_BATCH_JOB_ARRAY_SIZE: undefined }, 'ARRAY_SIZE is not set'],
    ['an id without the index', { AWS_BATCH_JOB_ID: 'a' }, 'they must agree'],
    ['another index in the id', { AWS_BATCH_JOB_ID: 'a:4' }, 'they must agree'],
    ['no index beside the id', { AWS_BATCH_JOB_ARRAY_INDEX: undefined }, 'ARRAY_INDEX is not set'],
    ['an index that is no number', { AWS_BATCH_JOB_ARRAY_INDEX: '3.0' }, 'no whole number from 0'],
    ['an index beyond the size', { AWS_BATCH_JOB_ARRAY_SIZE: '3' }, 'child 3 of 3 cannot be'],
    ['an array of one', { AWS_BATCH_JOB_ARRAY_SIZE: '1' }, 'no whole number from 2'],
    ['an array beyond the limit', { AWS_BATCH_JOB_ARRAY_SIZE: '10001' }, 'at most 10000'],
    ['attempt 0', { AWS_BATCH_JOB_ATTEMPT: '0' }, 'no whole number from 1'],
    ['no attempt', { AWS_BATCH_JOB_ATTEMPT: undefined }, 'AWS_BATCH_JOB_ATTEMPT is not set'],
  ])('refuses %s', (_, changed, message) => {
    const act = () => identify({ ...child, ...changed });
    expect(act).toThrow(InputFault);
    expect(act).toThrow(message);
  });
});

describe('arrayJobId', () => {
  it('takes the id of an array job', () => {
    expect(arrayJobId('8f1c2a6e-0000-4000-8000-000000000000')).toContain('8f1c2a6e');
  });

  it('says which id to give instead of a child’s', () => {
    expect(() => arrayJobId('abc:3')).toThrow('one of its children; give "abc"');
  });

  it.each(['', 'a b', '../etc', `x${'y'.repeat(200)}`])('refuses %p', (text) => {
    expect(() => arrayJobId(text)).toThrow(InputFault);
  });
});

describe('variable', () => {
  it('says who should have set it', () => {
    expect(() => variable({}, 'AWS_REGION')).toThrow(
      "AWS_REGION is not set: the job definition's environment must set it",
    );
  });
});
