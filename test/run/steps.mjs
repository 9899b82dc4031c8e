/** What is checked, in two tiers: `npm test` runs the fast one, `.ci/run` both. */
import { IMAGE_NODE, nodeOfNpm, python } from './setup.mjs';

const jest = (name, ...args) => ({
  name,
  jest: true,
  command: process.execPath,
  args: [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    ...args,
  ],
});

/** Run side by side. */
export const fast = [
  { name: 'lint', command: 'npm', args: ['run', '--silent', 'lint'] },
  { name: 'types', command: 'npm', args: ['run', '--silent', 'types'] },
  { name: 'cfn-lint', command: python('cfn-lint'), args: ['cloudformation/*.yaml'] },
  jest('jest'),
];

/** The oldest Node that the demo runs on, and the one of the image and the actions. */
const NODES = ['20.20.2', IMAGE_NODE];

const major = (version) => version.split('.')[0];

/** The same tests, of the built files above all, on a Node that npm brings along. */
function jestOn(version) {
  const { program, install } = nodeOfNpm(version);
  return {
    ...jest(`jest on Node ${major(version)}`),
    command: program,
    setUp: { command: 'npm', args: install },
  };
}

/** Run one after the other, because some of them measure or fill the machine. */
export const slow = [
  jest('jest, slow', '--config', 'jest.slow.config.mjs', '--runInBand'),
  ...NODES.filter((version) => major(version) !== major(process.versions.node)).map(jestOn),
];
