/** Jobs that turn up late under the name of one whose submission got no answer. */
import { endStrays } from './cancel.ts';
import type { Ledger } from './ledger.ts';
import type { Deps } from './ports.ts';

/** How often, and for how long after a run has begun, strays are looked for. */
const LOOK_EVERY_MS = 15_000;
const LOOK_MS = 10 * 60_000;
const BUDGET_MS = 10_000;

/** @returns what to call after each poll; costs nothing as long as every submission was answered */
export function strayHunt(ledger: Ledger, deps: Deps): () => Promise<void> {
  const { clock, report } = deps;
  const started = clock.now();
  const told = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    if (ledger.entry.uncertain.length === 0) return;
    if (now - last < LOOK_EVERY_MS || now - started > LOOK_MS) return;
    last = now;
    const reason = 'Submitted twice, because the reply to the first submission was lost';
    const { terminated } = await endStrays(ledger.entry, { reason, budgetMs: BUDGET_MS }, deps);
    for (const id of terminated.filter((id) => !told.has(id))) {
      told.add(id);
      report.line(`Terminated ${id}, a duplicate that turned up late`);
    }
  };
}
