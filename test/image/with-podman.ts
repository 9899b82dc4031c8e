/** Tests that need podman, and what becomes of them where it cannot be had. */
import { it } from '@jest/globals';
import { tell } from '../support/report.ts';
import { setUpPodman } from './machine.ts';

/**
 * Registers the tests. Without podman one test fails in their place, and the closing lines of
 * `.ci/run` say what was not run and why: skipped tests would be taken for passed ones.
 *
 * @param what is run, in a few words
 */
export function withPodman(what: string, tests: () => void): void {
  const why = whyNot();
  if (why === undefined) {
    tests();
    return;
  }
  it(`podman is there for ${what}`, async () => {
    await tell(`not-run-${what.replaceAll(/\W+/g, '-')}.txt`, `NOT RUN: ${what}: ${why}`);
    throw new Error(why);
  });
}

function whyNot(): string | undefined {
  try {
    setUpPodman();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
