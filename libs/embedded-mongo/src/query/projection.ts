import { Aggregator, Context } from 'mingo';
import { isDoc, isNumeric, readNative, readTyped, write, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { checkExpressions } from './expressions';
import { guard } from './filter';
import { keep, omit, treeOf } from './pick';
import { OPERATORS } from './operators';

/** Turns stored bytes into the bytes to be sent. */
export type Projection = (raw: Buffer) => Buffer;

type Operators = NonNullable<Parameters<typeof Context.init>[0]>;
const CONTEXT = Context.init({ query: OPERATORS as unknown as NonNullable<Operators['query']> });
const whole: Projection = (raw) => raw;

/**
 * Compiles a projection. Fields that are only kept or left out keep their BSON types.
 * @throws MongoError 31253 or 31254 when fields are both asked for and left out
 */
export function compileProjection(projection: unknown): Projection {
  if (projection === undefined || projection === null) return whole;
  if (!isDoc(projection)) throw new MongoError(14, 'Expected field projection to be of type object');
  if (Object.keys(projection).length === 0) return whole;
  checkForm(projection);
  const fields = Object.entries(projection);
  if (fields.every(([, value]) => isSwitch(value))) return picking(fields);
  checkComputed(projection);
  const read = Object.values(projection).some(isComputed) ? readNative : readTyped;
  const project = new Aggregator([{ $project: plain(projection) }], { context: CONTEXT, scriptEnabled: false });
  // `$slice` alone leaves the other fields where they are; mingo would drop them.
  const left = fields.every(leavesRest) ? treeOf(fields.filter(([, value]) => isSwitch(value)).map(([field]) => field)) : undefined;
  return (raw) => {
    const doc = read(raw);
    const projected = guard(() => project.run<Doc>([doc])[0] ?? {});
    return write(inOrderOf(doc, left ? { ...omit(doc, left), ...projected } : projected));
  };
}

const leavesRest = ([, value]: [string, unknown]): boolean => (isDoc(value) && '$slice' in value) || (isSwitch(value) && !isOn(value));

/** Fields switched on or off: `_id` comes along unless it is switched off itself. */
function picking(fields: [string, unknown][]): Projection {
  const inclusive = fields.some(([field, value]) => isOn(value) && (field !== '_id' || fields.length === 1));
  const named = fields.filter(([, value]) => isOn(value) === inclusive).map(([field]) => field);
  const withId =
    inclusive && !fields.some(([field, value]) => field === '_id' && !isOn(value))
      ? ['_id', ...named.filter((field) => field !== '_id')]
      : named;
  const tree = treeOf(withId);
  return (raw) => write(inclusive ? keep(readTyped(raw), tree) : omit(readTyped(raw), tree));
}

/** MongoDB keeps the document's order of fields; new ones come last. */
function inOrderOf(doc: Doc, projected: Doc): Doc {
  const first = Object.keys(doc).filter((field) => field in projected);
  return Object.fromEntries([...new Set([...first, ...Object.keys(projected)])].map((field) => [field, projected[field]]));
}

const isSwitch = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);
const isOn = (value: unknown): boolean => value === true || (isNumeric(value) && Number(String(value)) !== 0);

function isComputed(value: unknown): boolean {
  if (isSwitch(value)) return false;
  return !(isDoc(value) && ('$slice' in value || '$elemMatch' in value));
}

/** @throws MongoError 31325 for an expression nobody knows */
function checkComputed(projection: Doc): void {
  try {
    checkExpressions(projection);
  } catch (error) {
    throw error instanceof MongoError && error.code === 168
      ? new MongoError(31325, error.message.replace('Unrecognized', 'Unknown'))
      : error;
  }
}

function checkForm(projection: Doc): void {
  const kinds = new Set<boolean>();
  for (const [field, value] of Object.entries(projection)) {
    if (field === '$' || field.endsWith('.$')) throw notSupported('The positional projection is');
    if (isDoc(value) && '$meta' in value) throw notSupported('$meta is');
    if (field === '_id' || !isSwitch(value)) continue;
    kinds.add(isOn(value));
    if (kinds.size < 2) continue;
    throw isOn(value)
      ? new MongoError(31253, `Cannot do inclusion on field ${field} in exclusion projection`)
      : new MongoError(31254, `Cannot do exclusion on field ${field} in inclusion projection`);
  }
}

/** Numbers of any kind as 0 and 1, which is what mingo expects. */
function plain(projection: Doc): Doc {
  return Object.fromEntries(Object.entries(projection).map(([field, value]) => [field, isSwitch(value) ? (isOn(value) ? 1 : 0) : value]));
}
