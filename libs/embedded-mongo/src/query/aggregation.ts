import { Aggregator, Context } from 'mingo';
import type { Doc } from '../bson/codec';
import { rewritten } from './rewrites';
import { OPERATORS } from './operators';

type Operators = NonNullable<Parameters<typeof Context.init>[0]>;
type Resolver = (name: string) => Doc[];

const CONTEXT = Context.init({ query: OPERATORS as unknown as NonNullable<Operators['query']> });

/** mingo's aggregation with our query operators and without scripts (`checkPipeline` refuses them; mingo itself computes `$setWindowFields` by one); `resolve` gives `$lookup` other collections. */
export function aggregation(resolve?: Resolver): { run(pipeline: readonly Doc[], docs: Iterable<Doc>): Doc[] } {
  const options = { context: CONTEXT, scriptEnabled: true, ...(resolve && { collectionResolver: resolve }) };
  return { run: (pipeline, docs) => new Aggregator(rewritten(pipeline), options).run<Doc>(docs as Doc[]) };
}
