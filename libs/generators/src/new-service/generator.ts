import { join } from 'node:path';
import { addProjectConfiguration, formatFiles, generateFiles, workspaceRoot, type Tree } from '@nx/devkit';
import { writeUseCase } from '../new-use-case/generator';
import { words } from '../words';

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
        options: { command: `node .config/build.mjs ${root}/src/main.ts dist/${root}/main.js --whole` },
      },
    },
  });
  const more = { ...word, snake: word.kebab.replaceAll('-', '_') };
  generateFiles(tree, join(workspaceRoot, 'libs/generators/src/new-service/files'), root, more);
  writeUseCase(tree, `${root}/src`, words('keep-record'));
  const before = tree.read(vocabulary, 'utf8') ?? '';
  tree.write(vocabulary, before.replace("'information-sharing', 'gateway'", `'information-sharing', '${word.kebab}', 'gateway'`));
  await formatFiles(tree);
}
