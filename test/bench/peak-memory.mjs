/** Preloaded into a measured process: writes its peak of resident memory, in KiB, to descriptor 3. */
import { readFileSync, writeSync } from 'node:fs';

/** Linux adds to `maxRSS` what the process was before it became this program: its parent. */
function peak() {
  try {
    return /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  } catch {
    return String(process.resourceUsage().maxRSS);
  }
}

process.on('exit', () => writeSync(3, peak()));
