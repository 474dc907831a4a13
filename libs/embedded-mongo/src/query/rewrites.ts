import { isDoc, type Doc } from '../bson/codec';
import { MongoError } from '../errors';

type Rewrite = (argument: unknown) => Doc[];

/** Stages that mingo 7.2 answers wrongly, said with stages that it answers rightly. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  // Of nothing mingo counts 0 where MongoDB gives no document.
  $count: (field) => [{ $group: { _id: null, [String(field)]: { $sum: 1 } } }, { $project: { _id: 0 } }],
  // A value on a boundary falls into the bucket below it.
  $bucket: (argument) => (isDoc(argument) ? bucket(argument) : [{ $bucket: argument }]),
};

function bucket({ groupBy, boundaries, default: other, output }: Doc): Doc[] {
  if (!Array.isArray(boundaries) || boundaries.length < 2)
    throw new MongoError(40192, 'The $bucket boundaries field must be an array of at least 2 values');
  const branches = boundaries.slice(0, -1).map((low: unknown, i) => ({
    case: { $and: [{ $gte: [groupBy, low] }, { $lt: [groupBy, boundaries[i + 1]] }] },
    then: { $literal: low },
  }));
  const fallback = other === undefined ? {} : { default: { $literal: other } };
  return [
    { $group: { _id: { $switch: { branches, ...fallback } }, ...(isDoc(output) ? output : { count: { $sum: 1 } }) } },
    { $sort: { _id: 1 } },
  ];
}

/** Replaces such stages, also inside `$facet`, `$lookup` and `$unionWith`. */
export function rewritten(pipeline: readonly Doc[]): Doc[] {
  return pipeline.flatMap((stage) => {
    const [name, argument] = Object.entries(stage)[0] ?? ['', undefined];
    return REWRITES[name]?.(argument) ?? [{ [name]: inner(name, argument) }];
  });
}

function inner(name: string, argument: unknown): unknown {
  if (!isDoc(argument)) return argument;
  if (name === '$facet')
    return Object.fromEntries(Object.entries(argument).map(([field, pipeline]) => [field, rewritten(pipeline as Doc[])]));
  if ((name === '$lookup' || name === '$unionWith') && Array.isArray(argument['pipeline']))
    return { ...argument, pipeline: rewritten(argument['pipeline'] as Doc[]) };
  return argument;
}
