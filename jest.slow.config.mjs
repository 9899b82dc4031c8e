import fast from './jest.config.mjs';

/** The tier that `.ci/run` adds: containers, moto, a browser, exhaustive checks, soak. */
export default {
  ...fast,
  testMatch: ['<rootDir>/test/**/*.slow.ts'],
  testTimeout: 1_800_000,
};
