import { addProjectConfiguration, formatFiles, type Tree } from '@nx/devkit';
import { writeUseCase } from '../new-use-case/generator';
import { words, type Words } from '../words';

export interface NewService {
  name: string;
}

const vocabulary = 'libs/contracts/src/vocabulary.ts';

/** Writes a service that starts, is observed, has a first use case and a README, and puts its name among the services. */
export default async function newService(tree: Tree, { name }: NewService): Promise<void> {
  const word = words(name);
  const root = `services/${word.kebab}`;
  if (tree.exists(root)) throw new Error(`${root} is there already`);
  addProjectConfiguration(tree, word.kebab, {
    root,
    projectType: 'application',
    sourceRoot: `${root}/src`,
    tags: ['type:service', `scope:${word.kebab}`],
    targets: {
      build: {
        executor: 'nx:run-commands',
        options: { command: `node .config/build.mjs ${root}/src/main.ts dist/${root}/main.js` },
      },
    },
  });
  for (const [path, text] of Object.entries(filesOf(word))) tree.write(`${root}/${path}`, text);
  writeUseCase(tree, `${root}/src`, words('keep-record'));
  const before = tree.read(vocabulary, 'utf8') ?? '';
  tree.write(vocabulary, before.replace("'information-sharing', 'gateway'", `'information-sharing', '${word.kebab}', 'gateway'`));
  await formatFiles(tree);
}

const filesOf = ({ kebab, pascal, camel }: Words): Record<string, string> => ({
  'README.md': `# ${kebab}

One screen: what this service owns, accepts, emits and listens to.

- **Owns**: its records, in its own database \`spil_${kebab.replaceAll('-', '_')}\`.
- **Accepts**: no request yet.
- **Emits**: no event yet.
- **Listens to**: nothing yet.
`,
  'src/main.ts': `import 'reflect-metadata';
import { startService } from '@spil/service-host';
import { ${camel}Service } from './${kebab}.service';

await startService(${camel}Service);
`,
  [`src/${kebab}.service.ts`]: `import { config } from './${kebab}.config';
import { build${pascal}Container } from './${kebab}.container';
import { ${camel}Module } from './${kebab}.module';

/** How this service is put together. */
export const ${camel}Service = {
  name: '${kebab}' as const,
  config,
  indexes: { records: { aggregate: true as const } },
  container: build${pascal}Container,
  module: ${camel}Module,
};
`,
  [`src/${kebab}.config.ts`]: `import { env } from '@spil/config';
import { standardConfig } from '@spil/service-host';

/** Every environment variable this service reads. */
export const config = env({ ...standardConfig }, { readme: 'services/${kebab}/README.md' });
`,
  [`src/${kebab}.container.ts`]: `import { container, instanceCachingFactory, type DependencyContainer } from 'tsyringe';
import type { Platform } from '@spil/service-host';
import { recordsIn } from './edge/mongo/records.mongo';
import { KeepRecord } from './use-cases/keep-record/keep-record';

/** Builds use cases from ports and adapters; a test replaces a port by registering it again. */
export function build${pascal}Container(platform: Platform): DependencyContainer {
  const here = container.createChildContainer();
  here.register(KeepRecord, {
    useFactory: instanceCachingFactory(() => new KeepRecord(recordsIn(platform.store('records')), platform.clock, platform.ids)),
  });
  return here;
}
`,
  [`src/${kebab}.module.ts`]: `import { Module, type DynamicModule } from '@nestjs/common';
import { KeepRecord } from './use-cases/keep-record/keep-record';

/** What builds use cases: the container, without knowing whose. */
interface Resolver {
  resolve<T>(token: new (...ports: never[]) => T): T;
}

@Module({})
class ${pascal}Module {}

/** Lists controllers and hands them their use cases. */
export const ${camel}Module = (here: Resolver): DynamicModule => ({
  module: ${pascal}Module,
  controllers: [],
  providers: [{ provide: KeepRecord, useFactory: () => here.resolve(KeepRecord) }],
});
`,
  'src/edge/mongo/records.mongo.ts': `import type { AggregateStore } from '@spil/mongo';
import type { KeepRecordDone, KeepRecordStore } from '../../use-cases/keep-record/ports';

/** A record as it is kept. */
export interface RecordDocument {
  _id: string;
  by: string;
  at: string;
}

/** Keeps records in MongoDB. */
export const recordsIn = (store: AggregateStore<RecordDocument>): KeepRecordStore => ({
  save: async ({ id, by, at }: KeepRecordDone) => void (await store.insert({ _id: id, by, at }, [])),
});
`,
});
