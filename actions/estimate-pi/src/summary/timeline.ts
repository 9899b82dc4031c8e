/** Where the time went, in Mermaid's gantt. */
import { thousands } from '../array-job/amounts.ts';
import { span } from './numbers.ts';
import type { Report } from './report.ts';

interface Bar {
  readonly name: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Nothing for work that went well: what Mermaid calls active cannot be read in the dark. */
  readonly mark: 'done' | 'crit' | undefined;
}

/** Mermaid's own letters are too small for a screen that many look at, and it leaves room for a title. */
const LAYOUT = {
  fontSize: 14,
  sectionFontSize: 14,
  barHeight: 26,
  topPadding: 44,
  leftPadding: 100,
  rightPadding: 90,
};

/** @returns undefined when nothing has run */
export function timeline({ ending, startedAt, size }: Report): string | undefined {
  const { array, summarize, census } = ending;
  if (census?.firstStartedAt === undefined || census.lastStoppedAt === undefined) return undefined;
  const sections: [string, Bar[]][] = [
    [
      size === 1 ? 'Job' : 'Array job',
      [
        {
          name: 'waits for instances',
          from: array?.createdAt ?? startedAt,
          to: census.firstStartedAt,
          mark: 'done',
        },
        {
          name: size === 1 ? 'the job runs' : `${thousands(size)} children run`,
          from: census.firstStartedAt,
          to: census.lastStoppedAt,
          mark: array?.status === 'FAILED' ? 'crit' : undefined,
        },
      ],
    ],
    [
      'Summarize',
      [
        { name: 'waits', from: census.lastStoppedAt, to: summarize?.startedAt, mark: 'done' },
        {
          name: 'gathers',
          from: summarize?.startedAt,
          to: summarize?.stoppedAt,
          mark: summarize?.status === 'FAILED' ? 'crit' : undefined,
        },
      ],
    ],
  ];
  const drawn = sections.flatMap(([name, bars]) => {
    const lines = bars.flatMap(line);
    return lines.length === 0 ? [] : [`  section ${name}`, ...lines];
  });
  return [
    '### Where the time went',
    '',
    '```mermaid',
    `%%{init: ${JSON.stringify({ gantt: LAYOUT })}}%%`,
    'gantt',
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    '  todayMarker off',
    ...drawn,
    '```',
  ].join('\n');
}

/** Times are milliseconds since 1970, which every viewer sees in his own time zone. */
function line({ name, from, to, mark }: Bar): string[] {
  if (from === undefined || to === undefined || to <= from) return [];
  const marked = mark === undefined ? '' : `${mark}, `;
  return [`  ${name} ${span(to - from)} :${marked}${from}, ${to}`];
}
