import { isDoc, readNative, type Doc } from '../bson/codec';
import { MongoError } from '../errors';
import { aggregation } from '../query/aggregation';
import { checkExpressions } from '../query/expressions';
import { guard } from '../query/filter';

const STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** @throws MongoError 72 for a stage that an update may not have */
export function checkStages(pipeline: readonly unknown[]): asserts pipeline is Doc[] {
  for (const stage of pipeline) {
    const [name, ...more] = isDoc(stage) ? Object.keys(stage) : [];
    if (name === undefined || more.length > 0)
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
    if (!STAGES.has(name)) throw new MongoError(72, `${name} is not allowed to be used within an update`);
    checkExpressions(Object.values(stage as Doc));
  }
}

/** Runs a pipeline update; numbers that the pipeline left alone keep their BSON type. */
export function applyPipeline(raw: Buffer, typed: Doc, pipeline: readonly Doc[]): Doc {
  const native = readNative(raw);
  const doc = readNative(raw);
  const [after] = guard(() => aggregation().run(pipeline, [doc]));
  return keepTypes(after ?? doc, native, typed) as Doc;
}

function keepTypes(after: unknown, native: unknown, typed: unknown): unknown {
  if (typeof after === 'number') return after === native && typed !== undefined ? typed : after;
  if (Array.isArray(after))
    return after.map((item, i) => keepTypes(item, (native as unknown[] | undefined)?.[i], (typed as unknown[] | undefined)?.[i]));
  if (!isDoc(after)) return after;
  const [from, types] = [isDoc(native) ? native : {}, isDoc(typed) ? typed : {}];
  return Object.fromEntries(Object.entries(after).map(([key, value]) => [key, keepTypes(value, from[key], types[key])]));
}
