// Lints sentences nobody may write, each as if it stood in the file named, and prints what each was refused for.
// A rule that is silently off (the Nx rule without its graph, a folder rule that no longer matches) shows here as an empty list.
import { execFileSync } from 'node:child_process';
import { ESLint } from 'eslint';

/** name, file it would stand in, sentence, rule that must refuse it
 * @type {[string, string, string, string][]} */
export const canaries = [
  [
    'a service imports another by path',
    'services/wijk/src/main.ts',
    "import '../../intervention/src/main';",
    '@nx/enforce-module-boundaries',
  ],
  [
    'a service reaches into a library',
    'services/wijk/src/main.ts',
    "import '../../../libs/messaging/src/back-off';",
    '@nx/enforce-module-boundaries',
  ],
  ['a service uses the test kit', 'services/wijk/src/main.ts', "import '@spil/testing';", '@nx/enforce-module-boundaries'],
  ['a service uses a tool', 'services/wijk/src/main.ts', "import '@spil/embedded-mongo';", '@nx/enforce-module-boundaries'],
  ['a contract uses a framework', 'libs/contracts/src/canary.ts', "import '@nats-io/transport-node';", '@nx/enforce-module-boundaries'],
  ['a kit uses a platform library', 'libs/geo/src/canary.ts', "import '@spil/messaging';", '@nx/enforce-module-boundaries'],
  ['a kit uses a framework', 'libs/policy/src/canary.ts', "import '@nestjs/common';", '@nx/enforce-module-boundaries'],
  [
    'a platform library uses a service',
    'libs/outbox/src/canary.ts',
    "import '../../../services/wijk/src/main';",
    '@nx/enforce-module-boundaries',
  ],
  ['two libraries in a circle', 'libs/observability/src/canary.ts', "import '@spil/audit';", '@nx/enforce-module-boundaries'],
  ['the domain uses Nest', 'services/wijk/src/domain/canary.ts', "import '@nestjs/common';", 'no-restricted-imports'],
  ['the domain uses the bus', 'services/wijk/src/domain/canary.ts', "import '@spil/messaging';", 'no-restricted-imports'],
  ['the domain uses the edge', 'services/wijk/src/domain/canary.ts', "import '../edge/nats/canary';", 'no-restricted-imports'],
  ['a use case uses mongoose', 'services/wijk/src/use-cases/x/canary.ts', "import 'mongoose';", 'no-restricted-imports'],
  ['a use case uses an adapter', 'services/wijk/src/use-cases/x/canary.ts', "import '../../edge/mongo/canary';", 'no-restricted-imports'],
  ['tsyringe outside a container', 'services/wijk/src/edge/mongo/canary.ts', "import 'tsyringe';", 'no-restricted-imports'],
  ['the domain has a clock of its own', 'services/wijk/src/domain/canary.ts', 'export const x = new Date();', 'no-restricted-syntax'],
  [
    'a use case makes its own ids',
    'services/wijk/src/use-cases/x/canary.ts',
    "import crypto from 'node:crypto'; export const x = crypto.randomUUID();",
    'no-restricted-syntax',
  ],
  [
    'the environment read outside a config file',
    'services/wijk/src/edge/mongo/canary.ts',
    'export const x = process.env.HOME;',
    'no-restricted-properties',
  ],
  ['a function of five arguments', 'libs/geo/src/canary.ts', 'export const f = (a, b, c, d, e) => [a, b, c, d, e];', 'max-params'],
  ['any', 'libs/geo/src/canary.ts', 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['a file of 251 lines', 'libs/geo/src/canary.ts', `${'export {};\n'.repeat(251)}`, 'max-lines'],
];

execFileSync('npx', ['nx', 'show', 'projects'], { stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
const eslint = new ESLint({ overrideConfigFile: '.config/eslint.config.mjs' });
const refused = [];
for (const [name, filePath, code, rule] of canaries) {
  const [result] = await eslint.lintText(code, { filePath });
  const rules = (result?.messages ?? []).map((message) => message.ruleId);
  refused.push({ name, rule, refused: rules.includes(rule), rules });
}
console.log(JSON.stringify(refused));
