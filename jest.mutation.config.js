import config from './jest.config.js';

const [unit] = config.projects;

/** The specs of the policy engine as one project, without properties, whose cases are drawn anew each time. */
export default {
  ...unit,
  displayName: 'mutation',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/libs/access-policy/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.property\\.spec\\.ts$'],
};
