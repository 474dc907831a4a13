import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as pipelineOperators from 'mingo/operators/pipeline';
import { isDoc, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';

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
  refuseScripts(pipeline);
  return pipeline as Doc[];
}

function checkStage(stage: unknown): void {
  const [entry, ...more] = isDoc(stage) ? Object.entries(stage) : [];
  if (!entry || more.length > 0) throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name, argument] = entry;
  checkName(name);
  checkForeign(name, argument);
  if (name === '$group') checkAccumulators(argument);
  for (const inner of NESTED[name]?.(argument) ?? []) checkPipeline(inner);
}

function checkName(name: string): void {
  if (name === '$changeStream')
    throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets; the embedded store has no change streams');
  if (LEFT_OUT.has(name)) throw notSupported(`The ${name} stage is`);
  if (!(name in pipelineOperators)) throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
}

/** @throws MongoError 15952 for an accumulator MongoDB does not have either */
function checkAccumulators(group: unknown): void {
  for (const [field, value] of Object.entries(isDoc(group) ? group : {})) {
    const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
    if (field !== '_id' && operator?.startsWith('$') && !(operator in accumulatorOperators) && !SCRIPTS.includes(operator))
      throw new MongoError(15952, `unknown group operator '${operator}'`);
  }
}

const SCRIPTS = ['$function', '$accumulator', '$where'];

/** Scripts sent by a client are never run. @throws MongoError 115 */
export function refuseScripts(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) refuseScripts(item);
  else if (isDoc(value))
    for (const [name, item] of Object.entries(value)) {
      if (SCRIPTS.includes(name)) throw notSupported(`${name} is`);
      refuseScripts(item);
    }
}

function checkForeign(name: string, argument: unknown): void {
  const other = isDoc(argument) ? (argument['from'] ?? argument['coll']) : undefined;
  if ((name === '$lookup' || name === '$graphLookup' || name === '$unionWith') && isDoc(other))
    throw notSupported(`${name} across databases is`);
}
