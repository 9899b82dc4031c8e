import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';

interface Package {
  readonly optionalDependencies?: Record<string, string>;
  readonly integrity?: string;
  readonly resolved?: string;
}

const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
  packages: Record<string, Package>;
};
const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;

describe('package-lock.json', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('holds the binaries of every platform, not only of the one that wrote it', () => {
    const missing = packages.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter(
          (name) =>
            !(`node_modules/${name}` in lock.packages) &&
            !(`${path}/node_modules/${name}` in lock.packages),
        )
        .map((name) => `${path} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('has a checksum for every package and names no registry', () => {
    expect(packages.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  });

  it('pins every direct dependency exactly', () => {
    const versions = Object.values({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
