/** Where the consoles of AWS show a job and its log. */
import type { Report } from './report.ts';

type Place = Pick<Report, 'region' | 'hasConsole' | 'logGroup'>;

/** @returns undefined where there is no console: an endpoint of one's own has none */
export function consoleLink(jobId: string, place: Place): string | undefined {
  const base = console(place, 'batch');
  return base && `${base}#jobs/detail/${encoded(jobId)}`;
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

/**
 * The job itself, for whoever wants to look closer.
 *
 * @returns one line, or undefined where there is no console
 */
export function lookCloser(report: Report): string | undefined {
  const { arrayJobId, summarizeJobId, ending } = report;
  const stream = ending.summarize?.logStream;
  const links = [
    [report.size === 1 ? 'job' : 'array job', arrayJobId && consoleLink(arrayJobId, report)],
    ['summarize job', summarizeJobId && consoleLink(summarizeJobId, report)],
    ['its log', stream && logLink(stream, report)],
  ].flatMap(([name, link]) => (link ? [`[${name}](${link})`] : []));
  return links.length === 0 ? undefined : `In the AWS console: ${links.join(', ')}`;
}

/** The CloudWatch console wants names encoded twice, with `$` for the second `%`. */
function twice(name: string): string {
  return encoded(encoded(name)).replaceAll('%', '$');
}

/** With the brackets that would end a link of Markdown. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
