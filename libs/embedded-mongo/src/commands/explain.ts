import { isDoc, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { choosePlan, type Plan } from '../plan/choose';
import { searchFor, type Search } from '../plan/run';
import { checkPipeline } from '../query/stages';
import { cut } from './aggregate';
import type { Index } from '../storage/collection';
import type { Call, Command } from './command';
import { readFind } from './find';
import { filterOf } from './update-one';

const READERS: Readonly<Record<string, (body: Doc) => Search>> = {
  find: readFind,
  aggregate: (body) => cut(checkPipeline(body['pipeline']), {}).search,
  count: (body) => searchFor(filterOf(body['query'])),
  distinct: (body) => searchFor(filterOf(body['query'])),
  findAndModify: (body) => searchFor(filterOf(body['query'])),
  update: (body) => searchFor(filterOf(first(body['updates'])['q'])),
  delete: (body) => searchFor(filterOf(first(body['deletes'])['q'])),
};

const first = (list: unknown): Doc => (Array.isArray(list) && isDoc(list[0]) ? list[0] : {});

/** `explain`: the plan that the command itself would run with, from the same choice. */
export const explain: Command = {
  fields: ['verbosity'],
  right: 'database',
  run: (call: Call) => {
    const inner = call.body['explain'];
    const name = isDoc(inner) ? (Object.keys(inner)[0] ?? '') : '';
    const read = READERS[name];
    if (!isDoc(inner) || !read) throw new MongoError(59, `Explain failed due to unknown command: ${name}`);
    const search = read(inner);
    const namespace = `${call.db}.${String(inner[name])}`;
    const collection = call.engine.catalogue.find(namespace);
    const scan = collection
      ? stageOf(choosePlan(collection, { filter: search.filter.source, sort: search.sort, hint: search.hint }))
      : { stage: 'EOF', sorted: true };
    const { sorted, ...found } = scan;
    const winningPlan = search.sort && !sorted ? { stage: 'SORT', sortPattern: sortPattern(search), inputStage: found } : found;
    return {
      explainVersion: '1',
      queryPlanner: { namespace, parsedQuery: search.filter.source, winningPlan, rejectedPlans: [] },
      command: inner,
      ok: 1,
    };
  },
};

function stageOf(plan: Plan): Doc & { sorted: boolean } {
  const { sorted } = plan;
  if (plan.kind === 'IDHACK') return { stage: 'IDHACK', sorted };
  if (plan.kind === 'OR') return { stage: 'SUBPLAN', inputStage: { stage: 'OR', inputStages: plan.plans.map(stageOf) }, sorted };
  if (plan.kind === 'COLLSCAN') return { stage: 'COLLSCAN', direction: 'forward', sorted };
  const direction = plan.reverse ? 'backward' : 'forward';
  const index = plan.kind === 'IXSCAN' ? nameOf(plan.index) : { indexName: '_id_', keyPattern: { _id: 1 } };
  return { stage: 'FETCH', inputStage: { stage: 'IXSCAN', ...index, direction, spans: plan.spans.length }, sorted };
}

function nameOf({ spec, multikey, partial }: Index): Doc {
  return { indexName: spec.name, keyPattern: spec.key, isMultiKey: multikey, isPartial: partial !== undefined };
}

function sortPattern(search: Search): Doc {
  return Object.fromEntries((search.sort?.fields ?? []).map((field, i) => [field, search.sort?.directions[i]]));
}
