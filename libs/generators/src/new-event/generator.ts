import { formatFiles, type Tree } from '@nx/devkit';
import { words } from '../words';

export interface NewEvent {
  name: string;
  owner: string;
  listeners: string;
}

const table = 'libs/contracts/src/table.ts';
const index = 'libs/contracts/src/index.ts';

/** Adds an event to the contract table in a file of its own; `npm run generate` then writes all that follows from it. */
export default async function newEvent(tree: Tree, { name, owner, listeners }: NewEvent): Promise<void> {
  const { kebab, camel, sentence } = words(name);
  const file = `events/${owner}-${kebab}`;
  const path = `libs/contracts/src/${file}.ts`;
  if (tree.exists(path)) throw new Error(`${path} is there already: a changed meaning is a new version`);
  const heard = listeners.split(',').map((listener) => words(listener.trim()).kebab);
  tree.write(
    path,
    `import { z } from 'zod';
import { defineEvent } from '../define';
import { id, instantOf } from '../vocabulary';
import { anId, at } from '../samples';

export const ${camel} = defineEvent('${owner}.${kebab}.v1', {
  summary: 'A fact: ${sentence}.',
  purpose: 'administrative',
  handling: 'H1',
  retentionClass: 'non-concrete-fact',
  listeners: [${heard.map((listener) => `'${listener}'`).join(', ')}],
  schema: z.strictObject({ ${camel}Id: id(), at: instantOf() }),
  sample: { ${camel}Id: anId(1), at },
});
`,
  );
  edit(tree, index, (text) => `export * from './${file}';\n${text}`);
  const imported = `from${words(`${owner}-${kebab}`).pascal}`;
  edit(tree, table, (text) =>
    text
      .replace('import * as frameFile', `import * as ${imported} from './${file}';\nimport * as frameFile`)
      .replace('frameFile,', `${imported}, frameFile,`),
  );
  await formatFiles(tree);
}

function edit(tree: Tree, path: string, change: (text: string) => string): void {
  const before = tree.read(path, 'utf8') ?? '';
  const after = change(before);
  if (after === before) throw new Error(`${path} is not as this generator knows it`);
  tree.write(path, after);
}
