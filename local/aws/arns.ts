/** The account and region that this machine pretends to be. */
export const ACCOUNT = '000000000000';

/** Names as AWS makes them, for one region. */
export class Arns {
  readonly region: string;

  constructor(region: string) {
    this.region = region;
  }

  /** @param resource for example `job-queue/Pi` */
  batch(resource: string): string {
    return this.of('batch', resource);
  }

  ecsTask(taskId: string): string {
    return this.of('ecs', `task/local/${taskId}`);
  }

  /** @param service for example `logs` */
  of(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${ACCOUNT}:${resource}`;
  }
}
