// Lint with the walls between projects (Nx tags) and inside a service (folders). See README "How the folders lie".
import nx from '@nx/eslint-plugin';
import ts from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

const frameworks = ['@nestjs/*', 'mongoose', 'mongodb', '@nats-io/*', 'pino', '@opentelemetry/*', 'tsyringe'];
const platform = ['@spil/messaging', '@spil/outbox', '@spil/mongo', '@spil/observability', '@spil/audit', '@spil/service-host'];
/** @param {string} sourceTag @param {...string} tags */
const may = (sourceTag, ...tags) => ({ sourceTag, onlyDependOnLibsWithTags: tags });
const code = { languageOptions: { parser: ts.parser }, plugins: { '@nx': nx, '@typescript-eslint': ts.plugin } };
/** @param {...string} also */
const boundaries = (...also) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      banTransitiveDependencies: true,
      allow: [],
      depConstraints: [
        may('type:service', 'type:contract', 'type:kit', 'type:platform', ...also),
        may('type:platform', 'type:contract', 'type:kit', 'type:platform', ...also),
        { ...may('type:contract', 'type:kit', ...also), bannedExternalImports: frameworks },
        { ...may('type:kit', 'type:kit', ...also), bannedExternalImports: frameworks },
        may('type:testing', 'type:contract', 'type:kit', 'type:platform', 'type:testing', 'type:tooling'),
        may('type:tooling', 'type:contract', 'type:kit', 'type:platform', 'type:tooling', ...also),
      ],
    },
  ],
});
/** @param {string} message @param {...string[]} groups */
const forbid = (message, ...groups) => ({
  'no-restricted-imports': ['error', { patterns: groups.map((group) => ({ group, message })) }],
});
const tsyringeWall = { group: ['tsyringe'], message: 'only *.container.ts wires with tsyringe' };

export default [
  { ignores: ['**/dist/**', '**/.spil/**', '**/.nx/**', '**/fixtures/**', '**/files/**', 'test/bench/peers/**', '**/node_modules/**'] },
  {
    ...code,
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    rules: {
      ...boundaries(),
      'max-lines': ['error', 250],
      'max-lines-per-function': ['error', 50],
      'max-params': ['error', 4],
      complexity: ['error', 10],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-imports': ['error', { patterns: [tsyringeWall] }],
    },
  },
  { ...code, files: ['**/*.container.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    ...code,
    files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.fixture.ts', 'test/**/*.ts'],
    rules: { ...boundaries('type:testing', 'type:tooling'), 'max-lines-per-function': 'off', 'max-lines': ['error', 400] },
  },
  {
    ...code,
    files: ['services/*/src/domain/**/*.ts'],
    rules: forbid('domain/ holds rules only', frameworks, platform, ['**/edge/**', '**/use-cases/**']),
  },
  {
    ...code,
    files: ['services/*/src/use-cases/**/*.ts'],
    rules: forbid('use-cases/ talk to ports; adapters live in edge/', frameworks, platform, ['**/edge/**']),
  },
  {
    ...code,
    files: ['services/*/src/domain/**/*.ts', 'services/*/src/use-cases/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'time is handed in' },
        { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: 'time is handed in' },
        { selector: 'CallExpression[callee.property.name="randomUUID"]', message: 'ids are handed in' },
      ],
    },
  },
  {
    ...code,
    files: ['services/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/*.config.ts', '**/*.spec.ts', 'libs/testing/**', 'libs/embedded-mongo/**', 'libs/generators/**'],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'read it in *.config.ts' }] },
  },
  { rules: prettier.rules },
];
