import { describe, expect, it } from '@jest/globals';
import { InputFault } from '../../worker/src/fault.ts';
import { ORDER_DEFAULTS, parseOrder } from '../../worker/src/order.ts';

describe('parseOrder', () => {
  it('asks Batch for the array job and insists on every child where nothing is said', () => {
    expect(parseOrder(ORDER_DEFAULTS)).toEqual({
      arrayJobId: undefined,
      allowPartial: false,
      deadlineSeconds: 180,
    });
  });

  it('reads what is said', () => {
    const values = { 'array-job': 'abc', 'allow-partial': 'true', 'deadline-seconds': '5' };
    expect(parseOrder(values)).toEqual({
      arrayJobId: 'abc',
      allowPartial: true,
      deadlineSeconds: 5,
    });
  });

  it.each([
    ['array-job', 'abc:3'],
    ['array-job', 'two words'],
    ['allow-partial', 'yes'],
    ['allow-partial', 'TRUE'],
    ['deadline-seconds', '0'],
    ['deadline-seconds', '1e3'],
    ['deadline-seconds', ' 7 '],
    ['deadline-seconds', '100000'],
  ])('refuses --%s %p and names it', (name, value) => {
    const act = () => parseOrder({ ...ORDER_DEFAULTS, [name]: value });
    expect(act).toThrow(InputFault);
    expect(act).toThrow(`--${name} is "${value.trim()}"`);
  });
});
