/** Where the time went, in Mermaid's gantt. */
import type { Report } from './report.ts';

interface Bar {
  readonly name: string;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly mark: 'done' | 'active' | 'crit';
}

/** @returns undefined when nothing has run */
export function timeline({ ending, startedAt, size }: Report): string | undefined {
  const { array, summarize, census } = ending;
  if (census?.firstStartedAt === undefined || census.lastStoppedAt === undefined) return undefined;
  const sections: [string, Bar[]][] = [
    [
      'Array job',
      [
        {
          name: 'waits for instances',
          from: array?.createdAt ?? startedAt,
          to: census.firstStartedAt,
          mark: 'done',
        },
        {
          name: size === 1 ? 'the job runs' : `${size} children run`,
          from: census.firstStartedAt,
          to: census.lastStoppedAt,
          mark: array?.status === 'FAILED' ? 'crit' : 'active',
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
          mark: summarize?.status === 'FAILED' ? 'crit' : 'active',
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
    'gantt',
    '  dateFormat x',
    '  axisFormat %H:%M:%S',
    ...drawn,
    '```',
  ].join('\n');
}

/** Times are milliseconds since 1970, which every viewer sees in his own time zone. */
function line({ name, from, to, mark }: Bar): string[] {
  if (from === undefined || to === undefined || to <= from) return [];
  const seconds = Number(((to - from) / 1000).toPrecision(3));
  return [`  ${name} ${seconds} s :${mark}, ${from}, ${to}`];
}
