import { Context } from 'mingo';
import * as expressionOperators from 'mingo/operators/expression';
import * as projectionOperators from 'mingo/operators/projection';
import * as queryOperators from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { isDoc, readNative, readTyped, write, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { checkExpressions } from './expressions';
import { OPERATORS, type Operator } from './operators';

/** A compiled filter: asks a document (native or typed, see `read`). */
export interface Filter {
  test(doc: Doc): boolean;
  /** how documents must be read for this filter */
  read(raw: Uint8Array): Doc;
  source: Doc;
}

type Operators = NonNullable<Parameters<typeof Context.init>[0]>;

/** Operators used for every filter: mingo's, with those of ours that know BSON. */
const contextWith = (more: Readonly<Record<string, Operator>> = {}): Context =>
  Context.init({
    query: { ...queryOperators, ...OPERATORS, ...more } as unknown as NonNullable<Operators['query']>,
    expression: expressionOperators as unknown as NonNullable<Operators['expression']>,
    projection: projectionOperators as unknown as NonNullable<Operators['projection']>,
  });

/** mingo computes with native numbers only: to it, `Int32(5)` is an object. */
const computedNatively: Operator = (path, expression, options) => {
  const holds = (queryOperators.$expr as Operator)(path, expression, options);
  return (doc) => holds(readNative(write(doc as Doc)));
};

const ON_NATIVE = contextWith();
const ON_TYPED = contextWith({ $expr: computedNatively });

const LEFT_OUT = ['$where', '$text', '$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$jsonSchema', '$function'];
const ALL: Filter = { test: () => true, read: readNative, source: {} };

/**
 * Compiles a filter.
 * @throws MongoError 2 for an unknown operator or a wrong operand, 115 for what is left out, 51091 for a broken pattern
 */
export function compileFilter(filter: unknown): Filter {
  if (filter === undefined || filter === null) return ALL;
  if (!isDoc(filter)) throw new MongoError(14, 'the filter must be an object');
  if (Object.keys(filter).length === 0) return ALL;
  if ('$comment' in filter) return compileFilter(Object.fromEntries(Object.entries(filter).filter(([name]) => name !== '$comment')));
  const used = operatorsIn(filter);
  checkLogic(filter);
  for (const operator of LEFT_OUT) if (used.has(operator)) throw notSupported(`${operator} is`);
  const read = used.has('$type') ? readTyped : readNative;
  const query = compile(filter, read === readTyped ? ON_TYPED : ON_NATIVE);
  return { source: filter, read, test: (doc) => guard(() => query.test(doc)) };
}

/** @throws MongoError 2 for a logical operator without branches, 168 for an unknown expression */
function checkLogic(filter: Doc): void {
  for (const [name, branches] of Object.entries(filter)) {
    if (name === '$expr') checkExpressions(branches);
    if (name !== '$and' && name !== '$or' && name !== '$nor') continue;
    if (!Array.isArray(branches) || branches.length === 0) throw new MongoError(2, `${name} argument must be a non-empty array`);
    for (const branch of branches) if (isDoc(branch)) checkLogic(branch);
  }
}

function compile(filter: Doc, context: Context): Query {
  return guard(() => new Query(filter, { context, scriptEnabled: false }));
}

function operatorsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) operatorsIn(item, found);
  else if (isDoc(value))
    for (const [name, item] of Object.entries(value)) {
      if (name.startsWith('$')) found.add(name);
      operatorsIn(item, found);
    }
  return found;
}

/** Turns mingo's refusals into MongoDB's. */
export function guard<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw translated(error);
  }
}

function translated(error: unknown): unknown {
  if (error instanceof MongoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /unknown query operator (\S+)|unknown top level operator: (\S+)/.exec(message);
  if (unknown?.[1]) return new MongoError(2, `unknown operator: ${unknown[1]}`);
  if (unknown?.[2]) return new MongoError(2, `unknown top level operator: ${unknown[2]}`);
  if (error instanceof SyntaxError) return new MongoError(51091, `Regular expression is invalid: ${message}`);
  const expression = /(?:accumulator|operator) '?(\$\w+)'? is not registered/.exec(message);
  if (expression) return new MongoError(168, `Unrecognized expression '${expression[1]}'`);
  return new MongoError(2, message);
}
