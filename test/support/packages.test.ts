import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { provide } from './packages.ts';

const { PATH } = process.env;
let folder: string;

/** A machine on which there is nothing but these programs. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  process.env['PATH'] = folder;
});
afterEach(() => {
  process.env['PATH'] = PATH;
  rmSync(folder, { recursive: true });
});

/** Both names, because whoever is not root goes through sudo. */
function aptGet(script: string): void {
  for (const name of ['apt-get', 'sudo']) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
}

describe('a program that tests need', () => {
  it('is left alone where it is', () => {
    writeFileSync(join(folder, 'podman'), '');
    expect(() => provide({ podman: ['podman'] })).not.toThrow();
  });

  it('is installed where it is missing', () => {
    aptGet(`case "$*" in *install*busybox-static*) : > "${folder}/busybox";; esac`);
    expect(() => provide({ busybox: ['busybox-static'] })).not.toThrow();
  });

  it.each([
    ['there is no apt-get', undefined, /^podman cannot be installed here: spawnSync .* ENOENT$/],
    ['apt-get fails', 'echo "E: no such package" >&2; exit 100', /here: .*: E: no such package$/],
    ['the package does not hold it', 'exit 0', /here: podman do not hold it$/],
  ])('is said to be missing in one line where %s', (_name, script, message) => {
    if (script !== undefined) aptGet(script);
    expect(() => provide({ podman: ['podman'] })).toThrow(message);
  });
});
