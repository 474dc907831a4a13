import { join } from 'node:path';
import { formatFiles, generateFiles, readProjectConfiguration, workspaceRoot, type Tree } from '@nx/devkit';
import { words, type Words } from '../words';

export interface NewUseCase {
  name: string;
  service: string;
}

/** Writes `use-cases/<name>/<name>.ts`, its ports and its given/when/then specification. */
export default async function newUseCase(tree: Tree, { name, service }: NewUseCase): Promise<void> {
  const { sourceRoot } = readProjectConfiguration(tree, service);
  writeUseCase(tree, sourceRoot ?? `services/${service}/src`, words(name));
  await formatFiles(tree);
}

/** The files of one use case. Throws when it is there already. */
export function writeUseCase(tree: Tree, sourceRoot: string, word: Words): void {
  const folder = `${sourceRoot}/use-cases/${word.kebab}`;
  if (tree.exists(folder)) throw new Error(`${folder} is there already`);
  generateFiles(tree, join(workspaceRoot, 'libs/generators/src/new-use-case/files'), folder, { ...word });
}
