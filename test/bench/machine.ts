/** On what machine the figures were measured. */
import { spawnSync } from 'node:child_process';
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { python } from '../run/setup.mjs';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly python: string;
  readonly cc: string;
  /** Processes that were running or waiting in the last minute: above 0 others were at work. */
  readonly load: number;
}

const firstLine = (command: string) =>
  spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0] ?? 'none';

export function machine(): Machine {
  return {
    processor: `${cpus()[0]?.model.trim() ?? 'unknown'} (${arch()})`,
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: `${process.versions.node} (V8 ${process.versions.v8})`,
    python: firstLine(python('python')).replace('Python ', ''),
    cc: firstLine('cc'),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function describe(on: Machine): string[] {
  return [
    `${on.processor}, ${on.cores} cores, ${on.memoryGiB} GiB, ${on.system}`,
    `Node ${on.node}, Python ${on.python}, ${on.cc}; load when it began ${on.load}`,
  ];
}
