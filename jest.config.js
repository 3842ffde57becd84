const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(t|m?j)s$': '@swc/jest' },
  // Nest 12 and openid-client 6 are ESM only; Jest on Node 20 must transform them.
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|openid-client|oauth4webapi|jose)/)'],
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  testEnvironmentOptions: {
    customExportConditions: ['duban-source', 'node', 'node-addons', 'require', 'default'],
  },
};

const servers = {
  globalSetup: '<rootDir>/test/support/start-servers.ts',
  globalTeardown: '<rootDir>/test/support/stop-servers.ts',
};

const stacks = {
  globalSetup: '<rootDir>/test/chaos/set-up.ts',
  globalTeardown: '<rootDir>/test/chaos/tear-down.ts',
};

module.exports = {
  // Generous: what a loaded machine does slowly is not wrong.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,workflows}/**/*.spec.ts'] },
    { ...shared, ...servers, displayName: 'workflow', testMatch: ['<rootDir>/test/workflow/**/*.spec.ts'] },
    { ...shared, ...servers, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.spec.ts'] },
    {
      ...shared,
      globalSetup: '<rootDir>/test/e2e/set-up.ts',
      globalTeardown: '<rootDir>/test/e2e/tear-down.ts',
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
    },
    {
      ...shared,
      ...stacks,
      displayName: 'browser',
      globalSetup: '<rootDir>/test/browser/support/set-up.ts',
      testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
    },
    { ...shared, ...stacks, displayName: 'chaos', testMatch: ['<rootDir>/test/chaos/**/*.spec.ts'] },
  ],
};
