import type { Exit, RetryStrategy } from './model.ts';

/**
 * Whether Batch tries again after a failed attempt: the first rule of which every pattern matches
 * decides; when none does, it retries as long as attempts are left.
 * Source: AWS Batch User Guide, "Automated job retries".
 *
 * @param made attempts made so far, at least 1
 */
export function retries(strategy: RetryStrategy, exit: Exit, made: number): boolean {
  if (made >= strategy.attempts) return false;
  const rule = strategy.evaluateOnExit.find(
    (each) =>
      matches(each.onExitCode, exit.exitCode?.toString()) &&
      matches(each.onReason, exit.reason) &&
      matches(each.onStatusReason, exit.statusReason),
  );
  return rule?.action !== 'EXIT';
}

/** @param pattern literal but for a trailing `*`; absent matches everything */
function matches(pattern: string | undefined, text = ''): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern;
}
