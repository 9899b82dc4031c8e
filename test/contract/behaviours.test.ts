import { expect, it } from '@jest/globals';
import { callsOf } from '../support/calls.ts';
import { behaviours } from './behaviours/index.ts';

/** Asked only for the cause of a run that cannot move, which does without where they are refused. */
const WITHOUT_CONTRACT = ['ec2:DescribeRouteTables', 'ec2:DescribeSubnets', 'ecr:DescribeImages'];

it('holds the contract for every call that worker and action make', async () => {
  const product = await callsOf('worker/src', 'actions/estimate-pi/src');
  const contract = await callsOf('test/contract');
  expect(product.filter((call) => !contract.includes(call))).toEqual(WITHOUT_CONTRACT);
});

it('says each behaviour once, and of each difference of moto’s what it is', () => {
  const says = behaviours.map((behaviour) => behaviour.says);
  expect(says).toEqual([...new Set(says)]);
  // What is not told precisely could fail for another reason and not be noticed.
  const vague = behaviours.filter(
    ({ moto }) => moto?.fails !== undefined && moto.fails.length < 12,
  );
  expect(vague.map(({ says, moto }) => [says, moto?.fails])).toEqual([]);
});
