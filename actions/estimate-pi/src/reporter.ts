/** Lines for the step's log. */
import { endGroup, info, startGroup, warning } from '@actions/core';
import type { Reporter } from './array-job/ports.ts';
import { disarm, oneLine } from './array-job/untrusted.ts';

/** A log may be long; its end is where the result is. */
const MOST_FOLDED = 500;

export const reporter: Reporter = {
  line: (text) => info(disarm(text)),
  folded: (title, lines) => {
    startGroup(oneLine(title));
    const left = Math.max(0, lines.length - MOST_FOLDED);
    if (left > 0) info(`… ${left} lines before these`);
    for (const line of lines.slice(left)) info(disarm(line));
    endGroup();
  },
  warning: (text) => warning(oneLine(text)),
};
