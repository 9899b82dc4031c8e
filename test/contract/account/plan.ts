/**
 * What a person reads before anything is made.
 *
 * Prices are of the order of 0.02 USD a Spot vCPU and hour and 0.005 USD an address and hour: four
 * vCPUs for an hour, or sixteen of them for all of it at worst.
 *
 * @param account twelve digits
 * @param prefix of every name
 */
export function plan(account: string, region: string, prefix: string): string {
  return `This holds AWS account ${account}, region ${region}, against the contract. It makes there
 - the CloudFormation stack ${prefix} from cloudformation/pi.yaml: a VPC, roles, a job queue, two job
   definitions, log groups, and Spot instances: 4 vCPUs for as long as it runs, 16 at most
 - some 250 jobs of seconds each, 100 of which never run, and some 25 SQS queues, all named ${prefix}-...
and deletes all of that in the end, also when it fails or is interrupted. The service-linked roles of
Batch and Spot stay, and must be there or be allowed to be made: they cost nothing.
It takes about an hour and costs about 0.10 USD, and 0.50 USD at most.`;
}
