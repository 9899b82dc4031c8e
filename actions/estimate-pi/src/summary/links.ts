/** Where the consoles of AWS show a job and its log. */
import type { Report } from './report.ts';

type Place = Pick<Report, 'region' | 'hasConsole' | 'logGroup'>;

/** @returns undefined where there is no console: an endpoint of one's own has none */
export function consoleLink(jobId: string, place: Place): string | undefined {
  const base = console(place, 'batch');
  return base && `${base}#jobs/detail/${encodeURIComponent(jobId)}`;
}

/** @returns as `consoleLink` */
export function logLink(stream: string, place: Place): string | undefined {
  const base = console(place, 'cloudwatch');
  if (base === undefined || place.logGroup === undefined) return undefined;
  return `${base}#logsV2:log-groups/log-group/${twice(place.logGroup)}/log-events/${twice(stream)}`;
}

function console({ region, hasConsole }: Place, service: string): string | undefined {
  if (!hasConsole || region === undefined || !/^[a-z0-9-]+$/.test(region)) return undefined;
  return `https://${region}.${domain(region)}/${service}/home?region=${region}`;
}

/** Each partition has a console of its own. */
function domain(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  if (region.startsWith('us-gov-')) return 'console.amazonaws-us-gov.com';
  return 'console.aws.amazon.com';
}

/** The CloudWatch console wants names encoded twice, with `$` for the second `%`. */
function twice(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
