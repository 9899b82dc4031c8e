/**
 * `npm test`: sets up, runs every fast check side by side and closes with `N passed, N failed`.
 * With `--slow`, the slow tier follows. A failing check's output is printed whole.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build, root, setUpNode, setUpPython } from './setup.mjs';
import { fast, slow } from './steps.mjs';

const REPORTS = join(root, '.cache', 'report');
const say = (text) => process.stdout.write(`${text}\n`);

async function execute({ command, args }) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  // A program that is not there is a failed check, not the end of all the others.
  const code = await once(child, 'close').then(
    ([exitCode]) => exitCode,
    ({ message }) => {
      output += `${message}\n`;
      return 1;
    },
  );
  return { code, output };
}

/** Jest's own count; a skipped test counts as failed, because nobody would notice it. */
function jestCounts(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } =
      JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: numPassedTests,
      failed: numFailedTests + numPendingTests + numRuntimeErrorTestSuites,
    };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function check(step) {
  const start = performance.now();
  const results = join(root, '.cache', `${step.name.replaceAll(/\W+/g, '-')}.json`);
  rmSync(results, { force: true });
  const prepared = step.setUp ? await execute(step.setUp) : { code: 0, output: '' };
  const extra = step.jest ? ['--json', `--outputFile=${results}`, '--silent'] : [];
  const ran =
    prepared.code === 0 ? await execute({ ...step, args: [...step.args, ...extra] }) : prepared;
  const counts = step.jest ? jestCounts(results) : { passed: 0, failed: 0 };
  if (!step.jest) counts[ran.code === 0 ? 'passed' : 'failed'] = 1;
  if (ran.code !== 0) counts.failed ||= 1;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const mark = counts.failed === 0 ? '✓' : '✗';
  const detail = step.jest ? `${counts.passed} passed, ${counts.failed} failed` : '';
  if (counts.failed > 0) say(ran.output.trimEnd());
  say(` ${mark} ${step.name.padEnd(16)} ${`${seconds} s`.padStart(8)}  ${detail}`.trimEnd());
  return counts;
}

/** What the slow tests found out, and where they ran. */
function tellReports() {
  if (!existsSync(REPORTS)) return;
  for (const name of readdirSync(REPORTS).sort()) {
    say(`\n--- ${name}`);
    say(readFileSync(join(REPORTS, name), 'utf8').trimEnd());
  }
}

const everything = process.argv.includes('--slow');
setUpNode();
setUpPython(['test/requirements.txt']);
if (everything) setUpPython(['test/requirements-moto.txt']);
await build();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(join(root, '.cache'), { recursive: true });

const counts = await Promise.all(fast.map(check));
if (everything) {
  for (const step of slow) counts.push(await check(step));
}
if (everything) tellReports();
const total = (key) => counts.reduce((sum, count) => sum + count[key], 0);
say(`\n${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') === 0 ? 0 : 1;
