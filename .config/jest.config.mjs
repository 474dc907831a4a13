// One Jest for the repository. The suffix of a spec is its speed and its need: .spec no I/O, .int.spec real NATS and MongoDB processes.
export default {
  rootDir: '..',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          experimental: { keepImportAttributes: true },
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false, react: { runtime: 'automatic' } },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // Property tests say by which seed they were run.
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/.config/fast-check.mjs',
    '^@spil/local$': '<rootDir>/deploy/local/src/index.ts',
    '^@spil/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/fixtures/', '/files/', '/.spil/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.spil/', '/files/', '/test/bench/peers/'],
  testTimeout: 30_000,
};
