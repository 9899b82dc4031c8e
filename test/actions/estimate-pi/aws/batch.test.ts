import { BatchClient, ListJobsCommand } from '@aws-sdk/client-batch';
import { expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { batchPort } from '../../../../actions/estimate-pi/src/aws/batch.ts';

it('a job found by name is the one submitted: neither a namesake in other letters nor a child', async () => {
  const client = new BatchClient({ region: 'x' });
  const [jobId, jobName] = ['a', 'run-1'];
  mockClient(client)
    .on(ListJobsCommand)
    .resolves({
      jobSummaryList: [
        { jobId: 'a:0', jobName },
        { jobId, jobName },
        { jobId: 'b', jobName: 'RUN-1' },
      ],
    });
  const found = await batchPort(client).named('queue', jobName, new AbortController().signal);
  expect(found.map(({ id }) => id)).toEqual([jobId]);
});

it('a job is found on a later page as well', async () => {
  const client = new BatchClient({ region: 'x' });
  const batch = mockClient(client);
  batch.on(ListJobsCommand).resolves({ jobSummaryList: [{ jobId: 'a', jobName: 'run-1' }] });
  batch.on(ListJobsCommand, { nextToken: undefined }).resolves({ nextToken: 'more' });
  const found = await batchPort(client).named('queue', 'run-1', new AbortController().signal);
  expect(found.map(({ id }) => id)).toEqual(['a']);
});
