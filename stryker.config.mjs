/**
 * Mutation tests of the policy engine, at night: a verdict is only worth what its tests would notice. `npm run test:mutation --
 * --mutate libs/access-policy/grants/atoms.ts` looks at one file.
 */
export default {
  packageManager: 'npm',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: { projectType: 'custom', configFile: 'jest.mutation.config.js' },
  coverageAnalysis: 'perTest',
  mutate: ['libs/access-policy/**/*.ts', '!libs/access-policy/checks/**', '!libs/access-policy/**/*.spec.ts'],
  ignorePatterns: ['/dist', '/.data', '/.git', '/docs', '/bench/peers', '/coverage'],
  tempDirName: '.data/stryker',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: '.data/mutation.json' },
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  thresholds: { high: 90, low: 80, break: 70 },
  concurrency: 2,
  timeoutMS: 20_000,
};
