import { formatFiles, readProjectConfiguration, type Tree } from '@nx/devkit';
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

/** The files of one use case. */
export function writeUseCase(tree: Tree, sourceRoot: string, { kebab, pascal, sentence }: Words): void {
  const folder = `${sourceRoot}/use-cases/${kebab}`;
  if (tree.exists(folder)) throw new Error(`${folder} is there already`);
  tree.write(
    `${folder}/ports.ts`,
    `/** What it must remember, in the use case's own words; the adapter says with what. */
export interface ${pascal}Store {
  save(done: ${pascal}Done): Promise<void>;
}

/** What is kept when it was done. */
export interface ${pascal}Done {
  id: string;
  by: string;
  at: string;
}
`,
  );
  tree.write(
    `${folder}/${kebab}.ts`,
    `import { ok, type Clock, type Ids, type Result } from '@spil/domain-kit';
import type { ${pascal}Done, ${pascal}Store } from './ports';

/** Who wants it. */
export interface ${pascal}Command {
  by: string;
}

/** To ${sentence}. */
export class ${pascal} {
  constructor(
    private readonly store: ${pascal}Store,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run({ by }: ${pascal}Command): Promise<Result<${pascal}Done>> {
    const done = { id: this.ids.next(), by, at: this.clock.now() };
    await this.store.save(done);
    return ok(done);
  }
}
`,
  );
  tree.write(
    `${folder}/${kebab}.spec.ts`,
    `import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import { ${pascal} } from './${kebab}';
import type { ${pascal}Done } from './ports';

const clock = { now: () => '2026-01-12T09:30:00.000Z' };
const ids = { next: () => '01939f6e-0000-7000-8000-000000000001' };

describe('${sentence}', () => {
  it('given a person who may, when asked, then it is kept with who and when', async () => {
    const kept: ${pascal}Done[] = [];
    const useCase = new ${pascal}({ save: async (done) => void kept.push(done) }, clock, ids);
    const done = unwrap(await useCase.run({ by: 'inspector-1' }));
    expect(kept).toEqual([done]);
    expect(done).toEqual({ id: ids.next(), by: 'inspector-1', at: clock.now() });
  });
});
`,
  );
}
