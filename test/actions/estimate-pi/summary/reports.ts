/** Reports of runs of every size and every end, for golden files and pictures. */

import { ranges } from '../../../../actions/estimate-pi/src/array-job/cause.ts';
import type { Ending } from '../../../../actions/estimate-pi/src/array-job/ending.ts';
import { childrenFailed } from '../../../../actions/estimate-pi/src/array-job/endings.ts';
import type { Failures } from '../../../../actions/estimate-pi/src/array-job/failures.ts';
import type { Job } from '../../../../actions/estimate-pi/src/array-job/ports.ts';
import { readSimulation } from '../../../../actions/estimate-pi/src/pi.ts';
import type { Report } from '../../../../actions/estimate-pi/src/summary/report.ts';
import { job } from '../array-job/fakes.ts';
import { sampleSummary } from '../sample.ts';

/** Monday noon, so that the golden files do not move. */
const START = Date.UTC(2026, 10, 23, 12);
const ARRAY = '8f1c2a6e-0d3b-4a51-9c77-2b6f0e9d4a10';
const SUMMARIZE = '3b9e07d1-5c42-4f8e-8a19-d0c6b7e2f345';

export const SIZES = [1, 2, 100, 10_000] as const;
export const STATES = ['well', 'failed', 'partial', 'cancelled', 'stuck'] as const;
export type State = (typeof STATES)[number];

/** Milliseconds that the children of a run take, sixteen at a time. */
const runMs = (size: number) => 3_200 * Math.ceil(size / 16);

/** A tenth of the children, but at least one, had bad input; of large arrays some were reclaimed too. */
export function failures(size: number): Failures {
  const bad = Array.from({ length: Math.ceil(size / 10) }, (_, i) => i * 10);
  const lost = size < 50 ? [] : [3, 4, 5];
  const all = [
    {
      cause: 'exit code 64 (bad input)',
      indices: bad,
      examples: bad.slice(0, 2).map((index) => ({
        index,
        attempts: ['exit code 64 (bad input)'],
        lines: [`error: child ${index} was told to fail`],
        says: `error: child ${index} was told to fail`,
        logStream: `calculate/default/${String(index).padStart(32, '0')}`,
      })),
    },
    {
      cause: 'Host EC2 (instance …) terminated.',
      indices: lost,
      examples: lost.slice(0, 1).map((index) => ({
        index,
        attempts: Array(10).fill('Host EC2 (instance …) terminated.'),
        lines: [],
        says: undefined,
        logStream: undefined,
      })),
    },
  ];
  const groups = all.filter(({ indices }) => indices.length > 0);
  return { groups, total: bad.length + lost.length, interrupted: lost.length };
}

function endingOf(state: State, size: number): Ending {
  const array = arrayJob(state, size);
  const census = {
    firstStartedAt: START + 95_000,
    lastStoppedAt: START + 95_000 + runMs(size),
    runSeconds: size * 3.2,
    vcpus: 1,
    retried: size > 1_000 ? undefined : Math.floor(size / 30),
    interrupted: size > 1_000 ? undefined : Math.floor(size / 30),
  };
  const summarize = summarizeJob(runMs(size));
  switch (state) {
    case 'well': {
      const summary = sampleSummary(ARRAY, size);
      return { kind: 'succeeded', cause: summary.headline, summary, array, summarize, census };
    }
    case 'partial': {
      const { total, groups } = failures(size);
      const missing = groups.flatMap(({ indices }) => indices).sort((a, b) => a - b);
      const summary = sampleSummary(ARRAY, size, size - total, ranges(missing));
      const rest = { array, summarize, census, failures: failures(size) };
      return { kind: 'partial', cause: summary.headline, summary, ...rest };
    }
    case 'failed':
      return {
        ...childrenFailed({ array, summarize: job(SUMMARIZE, 'FAILED') }, size, failures(size)),
        census,
      };
    case 'cancelled':
      return {
        kind: 'cancelled',
        cause: 'The step was cancelled (SIGINT); the run was ended',
        array,
      };
    case 'stuck':
      return {
        kind: 'stuck',
        cause: 'The compute environment Pi is DISABLED: it starts no instances',
        remedy:
          'Enable it: aws batch update-compute-environment --compute-environment Pi --state ENABLED',
        array,
      };
  }
}

function arrayJob(state: State, size: number): Job {
  const done = {
    well: size,
    partial: size,
    failed: size,
    cancelled: Math.floor(size / 3),
    stuck: 0,
  };
  const failed = state === 'failed' || state === 'partial' ? failures(size).total : 0;
  const succeeded = done[state] - failed;
  const counts = { SUCCEEDED: succeeded, FAILED: failed, RUNNABLE: size - done[state] };
  return job(ARRAY, state === 'well' ? 'SUCCEEDED' : 'FAILED', {
    createdAt: START + 1_200,
    vcpus: 1,
    array: size === 1 ? undefined : { size, counts },
  });
}

function summarizeJob(after: number): Job {
  const startedAt = START + 97_500 + after;
  return job(SUMMARIZE, 'SUCCEEDED', {
    startedAt,
    stoppedAt: startedAt + 4_000,
    logStream: 'summarize/default/0123456789abcdef0123456789abcdef',
  });
}

export function reportOf(state: State, size: number): Report {
  const inputs: Record<string, string> = {
    'array-size': String(size),
    samples: '1000000',
    seed: '42',
  };
  return {
    ending: endingOf(state, size),
    title: readSimulation((name) => inputs[name] ?? '').title,
    stackName: 'Pi',
    region: 'eu-west-1',
    hasConsole: true,
    logGroup: '/Pi/jobs',
    arrayJobId: ARRAY,
    summarizeJobId: SUMMARIZE,
    size,
    uses: './actions/estimate-pi',
    startedAt: START,
    endedAt: START + 103_000 + runMs(size),
    pricePerVcpuHour: 0.0133,
  };
}

/** What another simulation may say: neither what is true nor how the run went, and numbers of any size. */
export function forkReport(
  size: number,
  value: number,
  halfWidth?: number,
  quantity = "The option's price in €",
): Report {
  const report = reportOf('well', size);
  const { reference: _, interval: __, ...summary } = sampleSummary(ARRAY, size);
  const running = summary.series.running.map(({ children }) => ({
    children,
    value: value * (1 + 0.1 / children),
    ...(halfWidth === undefined ? {} : { halfWidth: halfWidth / Math.sqrt(children / size) }),
  }));
  return {
    ...report,
    title: `An option's price from ${size} children`,
    ending: {
      ...report.ending,
      summary: {
        ...summary,
        simulation: 'option',
        headline: `The option is worth ${value}`,
        quantity,
        value,
        ...(halfWidth === undefined ? {} : { interval: { halfWidth, confidence: 0.999 } }),
        totals: halfWidth === undefined ? {} : { paths: String(size * 1_000) },
        repeat: {},
        rows: [],
        series: {
          running: halfWidth === undefined ? [] : running,
          histogram: {
            from: value - (halfWidth ?? 0),
            to: value + (halfWidth ?? 0),
            counts: halfWidth === undefined ? [] : [1, 0, size - 2, 1],
          },
        },
      },
    },
  };
}

/** Every combination that there can be: of one child that failed nothing is left. */
export const REPORTS = SIZES.flatMap((size) =>
  STATES.filter((state) => state !== 'partial' || size > 1).map((state) => ({
    name: `${state}-${size}`,
    report: reportOf(state, size),
  })),
).concat(
  { name: 'fork-100', report: forkReport(100, 10.4506, 0.0123) },
  { name: 'fork-bare-2', report: forkReport(2, 1.6e-19) },
);

/** What a hostile child would like to write into the page. */
export const HOSTILE = [
  '</pre></details><script>alert(1)</script>',
  '<img src=x onerror="alert(1)"><iframe src="https://evil.example"></iframe>',
  '```\n## owned\n```mermaid\npie\n"x": 1\n```',
  '| a | b |\n|---|---|\n[click](javascript:alert(1)) ![x](https://evil.example/x.png)',
  '%%{init: {"securityLevel": "loose"}}%%" ] line [1]\n  click a call alert()',
  '::error::owned\r::set-output name=estimate::4\n##[error]owned',
  '\u001b[2J\u001b[31m\u202e\u0000 @everyone https://evil.example $$\\href{x}{y}$$ <!-- --> &lt;',
  '] --> [ "\';:,section owned :crit, 0, 1',
] as const;

/** A report in which every text that comes from a job is hostile. */
export function hostileReport(): Report {
  const evil = HOSTILE.join(' ');
  const report = reportOf('partial', 100);
  const { summary } = report.ending;
  if (summary === undefined) throw new Error('a partial run has a Summary');
  return {
    ...report,
    ending: {
      ...report.ending,
      cause: evil,
      summary: {
        ...summary,
        headline: evil,
        quantity: evil,
        reference: { label: evil, value: Math.PI },
        children: { ...summary.children, missing: evil },
        repeat: { [evil]: evil },
        totals: { [evil]: '7' },
        rows: [{ label: evil, value: evil }],
        warnings: [evil],
      },
      failures: {
        total: 1,
        interrupted: 0,
        groups: [
          {
            cause: evil,
            indices: [0],
            examples: [
              { index: 0, attempts: [evil], lines: [...HOSTILE], says: evil, logStream: evil },
            ],
          },
        ],
      },
    },
  };
}
