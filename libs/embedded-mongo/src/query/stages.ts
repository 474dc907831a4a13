import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as pipelineOperators from 'mingo/operators/pipeline';
import { asNumber, isDoc, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { checkExpressions } from './expressions';
import { compileFilter } from './filter';
import { parseSort } from './sort';

/** Stages of MongoDB that this server leaves out. */
const LEFT_OUT = new Set(
  '$out $merge $geoNear $search $searchMeta $vectorSearch $collStats $indexStats $planCacheStats $currentOp $listSessions $listLocalSessions $shardedDataDistribution $listSampledQueries'.split(
    ' ',
  ),
);
const NESTED: Readonly<Record<string, (argument: unknown) => unknown[]>> = {
  $facet: (argument) => (isDoc(argument) ? Object.values(argument) : []),
  $lookup: (argument) => (isDoc(argument) && argument['pipeline'] !== undefined ? [argument['pipeline']] : []),
  $unionWith: (argument) => (isDoc(argument) && argument['pipeline'] !== undefined ? [argument['pipeline']] : []),
};

/**
 * Checks the stages of a pipeline, also inside `$facet`, `$lookup` and `$unionWith`.
 * @throws MongoError 40324 for an unknown stage, 115 or 40573 for one that is left out
 */
export function checkPipeline(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw new MongoError(14, "'pipeline' option must be specified as an array");
  for (const stage of pipeline) checkStage(stage);
  return pipeline as Doc[];
}

function checkStage(stage: unknown): void {
  const [entry, ...more] = isDoc(stage) ? Object.entries(stage) : [];
  if (!entry || more.length > 0) throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name, argument] = entry;
  checkName(name);
  checkForeign(name, argument);
  CHECKS[name]?.(argument);
  const nested = NESTED[name]?.(argument) ?? [];
  for (const inner of nested) checkPipeline(inner);
  if (nested.length === 0 && name !== '$match') checkExpressions(argument);
}

function checkName(name: string): void {
  if (name === '$changeStream')
    throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets; the embedded store has no change streams');
  if (LEFT_OUT.has(name)) throw notSupported(`The ${name} stage is`);
  if (!(name in pipelineOperators)) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** What a stage's argument must be, checked before anything runs. */
const CHECKS: Readonly<Record<string, (argument: unknown) => void>> = {
  $match: (filter) => void compileFilter(filter),
  $group: checkAccumulators,
  $unwind: checkUnwind,
  $sort: (sort) => {
    try {
      parseSort(sort);
    } catch (error) {
      throw error instanceof MongoError && error.code === 2
        ? new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
        : error;
    }
  },
  $limit: (limit) => checkCount(limit, 1, new MongoError(15958, 'the limit must be positive')),
  $skip: (skip) => checkCount(skip, 0, new MongoError(5107200, 'invalid argument to $skip stage: Expected a non-negative number')),
};

function checkCount(value: unknown, least: number, otherwise: MongoError): void {
  const n = asNumber(value) ?? Number.NaN;
  if (!Number.isInteger(n) || n < least) throw otherwise;
}

function checkUnwind(argument: unknown): void {
  const path = isDoc(argument) ? argument['path'] : argument;
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${String(path)}`);
}

/** @throws MongoError 15952 for an accumulator MongoDB does not have either */
function checkAccumulators(group: unknown): void {
  for (const [field, value] of Object.entries(isDoc(group) ? group : {})) {
    const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
    if (field !== '_id' && operator?.startsWith('$') && !(operator in accumulatorOperators) && operator !== '$accumulator')
      throw new MongoError(15952, `unknown group operator '${operator}'`);
  }
}

function checkForeign(name: string, argument: unknown): void {
  const other = isDoc(argument) ? (argument['from'] ?? argument['coll']) : undefined;
  if ((name === '$lookup' || name === '$graphLookup' || name === '$unionWith') && isDoc(other))
    throw notSupported(`${name} across databases is`);
}
