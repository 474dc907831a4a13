import { run, searchFor, type Found } from '../plan/run';
import { collectionOf, countOf, deadlineOf, refuse, type Call, type Command } from './command';

/** `count`: without a filter by counting keys only. */
export const count: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  right: 'database',
  run: (call: Call) => {
    const { body } = call;
    refuse(body, 'collation', 'fields');
    const search = searchFor(body['query'], {
      skip: countOf(body['skip'], 'skip'),
      limit: Math.abs(Number(body['limit'] ?? 0)),
      hint: body['hint'],
      deadline: deadlineOf(body),
    });
    const plain = Object.keys(search.filter.source).length === 0 && !search.skip && !search.limit;
    if (plain) return { n: collectionOf(call)?.count() ?? 0, ok: 1 };
    return { n: size(run(collectionOf(call), search)), ok: 1 };
  },
};

function size(found: Iterable<Found>): number {
  let n = 0;
  for (const _ of found) n++;
  return n;
}
