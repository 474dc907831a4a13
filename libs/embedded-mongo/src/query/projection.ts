import { Aggregator, Context } from 'mingo';
import { isDoc, isNumeric, readNative, readTyped, write, type Doc } from '../bson/codec';
import { MongoError, notSupported } from '../errors';
import { guard } from './filter';
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
  const read = Object.values(projection).some(isComputed) ? readNative : readTyped;
  const project = new Aggregator([{ $project: plain(projection) }], { context: CONTEXT, scriptEnabled: false });
  return (raw) => write(guard(() => project.run<Doc>([read(raw)])[0] ?? {}));
}

const isSwitch = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);
const isOn = (value: unknown): boolean => value === true || (isNumeric(value) && Number(String(value)) !== 0);

function isComputed(value: unknown): boolean {
  if (isSwitch(value)) return false;
  return !(isDoc(value) && ('$slice' in value || '$elemMatch' in value));
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
