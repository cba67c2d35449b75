import config from './jest.config.js';

const [unit] = config.projects;

/** The specs of the policy engine as one project, without checks (a catalogue) and properties (drawn anew). */
export default {
  ...unit,
  // Jest looks for specs that are related to a file by following imports; it does not know names of package.json for that.
  moduleNameMapper: {
    ...unit.moduleNameMapper,
    '^#(access-policy|kernel)/(.*)\\.js$': '<rootDir>/libs/$1/$2',
  },
  displayName: 'mutation',
  rootDir: import.meta.dirname,
  testMatch: ['<rootDir>/libs/access-policy/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.property\\.spec\\.ts$', '/access-policy/checks/'],
};
