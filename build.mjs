/**
 * Bundles every program of this repository into one file that needs no node_modules.
 *
 *     node build.mjs            all of them
 *     node build.mjs worker     only the named ones
 */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

export const PROGRAMS = {
  worker: {
    entry: 'worker/src/main.ts',
    outfile: 'worker/dist/worker.mjs',
    // A child may live for a tenth of a second, and does without the SDK's default chain.
    options: {
      alias: { '@aws-sdk/credential-provider-node': './worker/src/no-default-credentials.ts' },
    },
  },
  local: { entry: 'local/demo.ts', outfile: 'local/dist/demo.mjs' },
  'estimate-pi': {
    entry: 'actions/estimate-pi/src/index.ts',
    outfile: 'actions/estimate-pi/dist/index.mjs',
    committed: true,
  },
  'deploy-stack': {
    entry: 'actions/deploy-stack/src/index.ts',
    outfile: 'actions/deploy-stack/dist/index.mjs',
    committed: true,
  },
};

/**
 * Some packages call `require` for Node's own modules, which an ES module lacks. And on Node 20 the
 * AWS SDK prints nine lines about its own future, into the log that carries the result.
 */
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  'const require = __createRequire(import.meta.url);',
  "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';",
].join('\n');

/** The licence texts of every package that esbuild put into a bundle, sorted by name. */
async function licences(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) folders.add(match[1]);
  }
  const texts = await Promise.all(
    [...folders].map(async (folder) => {
      const { name, version, license } = JSON.parse(
        await readFile(join(root, folder, 'package.json'), 'utf8'),
      );
      const file = (await readdir(join(root, folder))).find((f) => /^licen[cs]e/i.test(f));
      const text = file ? await readFile(join(root, folder, file), 'utf8') : '';
      return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
    }),
  );
  return [...new Set(texts)].sort().join(`\n${'-'.repeat(72)}\n\n`);
}

/** Puts a file in its place in one go: another demo of this clone may be starting it this moment. */
async function replaceFile(path, contents) {
  const draft = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(draft, contents);
  await rename(draft, path);
}

/**
 * Builds one program.
 *
 * @param {keyof typeof PROGRAMS} name
 * @param {string} [outfile] where to, instead of the usual place
 * @param {import('esbuild').Plugin[]} [plugins] for a test that builds something else in place
 */
export async function buildProgram(name, outfile = PROGRAMS[name].outfile, plugins = []) {
  const { entry, committed, options } = PROGRAMS[name];
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    write: false,
    bundle: true,
    platform: 'node',
    // As ES modules, so that what is not used of the SDK is left out: a quarter off size and start-up.
    mainFields: ['module', 'main'],
    target: 'node20',
    format: 'esm',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    loader: { '.wasm': 'binary' },
    banner: { js: banner },
    metafile: true,
    plugins,
    logLevel: 'warning',
    ...options,
  });
  for (const { path, contents } of outputFiles) await replaceFile(path, contents);
  if (committed) {
    const text = await licences(Object.keys(metafile.inputs));
    await writeFile(join(root, dirname(outfile), 'licenses.txt'), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in PROGRAMS));
  if (unknown.length > 0) {
    process.stderr.write(
      `build.mjs: no program ${unknown.join(', ')}; there are ${Object.keys(PROGRAMS).join(', ')}\n`,
    );
    process.exit(64);
  }
  await Promise.all((names.length > 0 ? names : Object.keys(PROGRAMS)).map((n) => buildProgram(n)));
}
