const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['entra-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  setupFiles: ['reflect-metadata'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/', '<rootDir>/libs/console/dist/'],
};

const tier = (displayName, testMatch, testPathIgnorePatterns = []) => ({
  ...base,
  displayName,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', ...testPathIgnorePatterns],
});

const withProperties = (project) => ({
  ...project,
  setupFiles: [...base.setupFiles, '<rootDir>/test/support/property-seed.ts'],
});

/** One project a tier; `npm test` runs them all, `npx jest --selectProjects unit` one of them. */
export default {
  /** Milliseconds for a test or hook that names none; opening an embedded database alone can take five seconds. */
  testTimeout: 30_000,
  /** Two at once even where there are only two cores: much of the time is spent waiting for databases and browsers. */
  maxWorkers: 2,
  projects: [
    withProperties(tier('unit', ['<rootDir>/{src,libs}/**/*.spec.ts'], ['\\.property\\.spec\\.ts$'])),
    withProperties(tier('property', ['<rootDir>/{src,libs}/**/*.property.spec.ts'])),
    tier('contract', ['<rootDir>/test/contract/**/*.spec.ts']),
    tier('integration', ['<rootDir>/test/integration/**/*.spec.ts']),
    tier('simulation', ['<rootDir>/test/simulation/**/*.spec.ts']),
    tier('browser', ['<rootDir>/test/browser/**/*.spec.ts']),
    tier('tidy', ['<rootDir>/test/tidy/**/*.spec.ts']),
    tier('screenshots', ['<rootDir>/test/screenshots/**/*.spec.ts']),
    tier('docs', ['<rootDir>/test/docs/**/*.spec.ts']),
  ],
};
