import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as projections from 'mingo/operators/projection';
import * as queries from 'mingo/operators/query';
import * as windows from 'mingo/operators/window';
import { isDoc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';

const KNOWN = new Set([accumulators, expressions, projections, queries, windows].flatMap((group) => Object.keys(group)));
const SCRIPTS = new Set(['$function', '$accumulator', '$where']);

/**
 * Looks through an expression before anything runs, so that it is refused on an empty collection too.
 * @throws MongoError 168 for an operator nobody knows, 115 for a client's script
 */
export function checkExpressions(value: unknown, inside = ''): void {
  if (Array.isArray(value)) for (const item of value) checkExpressions(item, inside);
  if (!isDoc(value)) return;
  for (const [name, item] of Object.entries(value)) {
    if (name === '$literal') continue;
    if (SCRIPTS.has(name)) throw notSupported(`${name} is`);
    if (name.startsWith('$') && !KNOWN.has(name)) throw new MongoError(168, `Unrecognized expression '${name}'${inside}`);
    checkExpressions(item, inside);
  }
}
