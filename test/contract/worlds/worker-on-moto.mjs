/**
 * Starts the worker in a container of moto's, which tells a child its id and nothing else: index and
 * attempt come from there, the array's size from the test's own set-up.
 */
const [, index] = process.env.AWS_BATCH_JOB_ID.split(':');
process.env.AWS_BATCH_JOB_ATTEMPT = '1';
if (index !== undefined) {
  process.env.AWS_BATCH_JOB_ARRAY_INDEX = index;
  process.env.AWS_BATCH_JOB_ARRAY_SIZE = process.env.MOTO_ARRAY_SIZE;
}
delete process.env.MOTO_ARRAY_SIZE;
await import('/worker.mjs');
