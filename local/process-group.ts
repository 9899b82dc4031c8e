/**
 * Processes at the head of a group of their own: a terminal's Ctrl-C reaches this program alone,
 * which decides what becomes of the others.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** Those that have not ended. */
const leaders = new Set<ChildProcess>();

// However this program ends: being detached, they would go on.
process.on('exit', () => {
  for (const leader of leaders) signalGroup(leader, 'SIGKILL');
});

/** Starts a process that does not outlive this program, unless that is itself killed by SIGKILL. */
export function spawnGroup(
  command: string,
  args: readonly string[],
  options: Omit<SpawnOptions, 'detached'>,
): ChildProcess {
  const leader = spawn(command, args, { ...options, detached: true });
  leaders.add(leader);
  const over = () => leaders.delete(leader);
  leader.once('close', over).once('error', over);
  return leader;
}

/** Signals a process and all that it has started. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The whole group is gone already.
  }
}
