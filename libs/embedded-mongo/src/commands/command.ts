import { asNumber, isDoc, readTyped, write, type Doc } from '../bson/codec';
import type { Session } from '../auth/session';
import type { Users } from '../auth/users';
import type { Engine } from '../engine';
import { MongoError, notSupported } from '../errors';
import type { Collection } from '../storage/collection';
import type { Batch } from '../wire/batch';
import type { Request } from '../wire/frames';

/** What a command is run with. */
export interface Call {
  name: string;
  db: string;
  body: Doc;
  request: Request;
  engine: Engine;
  session: Session;
  users: Users;
}

/** Who may run a command: anyone, anyone signed in, or a user of the database named in it. */
export type Right = 'anyone' | 'signed-in' | 'database';

/** A command: the fields it understands (any other is refused), who may run it, and what it does. */
export interface Command {
  fields: readonly string[] | 'any';
  right: Right;
  run(call: Call): Doc | Batch | Promise<Doc | Batch>;
}

const GENERIC = new Set(
  '$db lsid $clusterTime $readPreference readConcern writeConcern maxTimeMS comment apiVersion apiStrict apiDeprecationErrors bypassEmptyTsReplacement'.split(
    ' ',
  ),
);
const TRANSACTION = new Set(['txnNumber', 'startTransaction', 'autocommit']);

/** Refuses what a command does not know. @throws MongoError 20 for transactions, 40415 for an unknown field */
export function checkFields(call: Call, command: Command): void {
  if (command.fields === 'any') return;
  for (const field of Object.keys(call.body)) {
    if (field === call.name || GENERIC.has(field) || command.fields.includes(field)) continue;
    if (TRANSACTION.has(field))
      throw new MongoError(
        20,
        'Transaction numbers are only allowed on a replica set member or mongos; transactions are not done by the embedded store',
      );
    throw new MongoError(40415, `BSON field '${call.name}.${field}' is an unknown field.`);
  }
  checkConcerns(call.body);
}

function checkConcerns(body: Doc): void {
  const level = isDoc(body['readConcern']) ? body['readConcern']['level'] : undefined;
  if (level === 'snapshot') throw notSupported('Read concern snapshot is');
  const w = isDoc(body['writeConcern']) ? body['writeConcern']['w'] : undefined;
  const wanted = typeof w === 'string' ? (w === 'majority' ? 1 : Number.NaN) : (asNumber(w) ?? 1);
  if (!(wanted <= 1)) throw new MongoError(2, "cannot use 'w' > 1 when a host is not replicated");
}

/** Refuses options that would change the answer, unless they say what holds anyway. */
export function refuse(body: Doc, ...options: string[]): void {
  for (const option of options) {
    const value = body[option];
    if (value === undefined || value === false || value === null || (isDoc(value) && Object.keys(value).length === 0)) continue;
    if (option === 'collation' && isDoc(value) && value['locale'] === 'simple') continue;
    throw notSupported(`Option '${option}' is`);
  }
}

/** The full name of the collection a command speaks of. @throws MongoError 73 */
export function namespace(call: Call, field = call.name): string {
  const name = call.body[field];
  if (typeof name !== 'string' || name === '') throw new MongoError(73, `collection name has invalid type or is empty: '${String(name)}'`);
  return `${call.db}.${name}`;
}

/** The collection a command speaks of, if it is there. */
export function collectionOf(call: Call, field = call.name): Collection | undefined {
  return call.engine.catalogue.find(namespace(call, field));
}

/** The documents of a list (`documents`, `updates`, `deletes`), from a section or from the body. */
export function documentsOf(call: Call, field: string): readonly Buffer[] {
  const section = call.request.sections.get(field);
  const list: unknown = section ?? call.request.typed()[field];
  if (!Array.isArray(list)) throw new MongoError(40414, `BSON field '${call.name}.${field}' is missing but a required field`);
  if (list.length === 0 || list.length > 100_000)
    throw new MongoError(16, `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`);
  return section ?? list.map((doc: unknown) => write(isDoc(doc) ? doc : {}));
}

/** One entry of `updates` or `deletes` with BSON types. @throws MongoError 40415 for a field it does not know */
export function entryOf(raw: Buffer, where: string, fields: readonly string[]): Doc {
  const entry = readTyped(raw);
  for (const field of Object.keys(entry))
    if (!fields.includes(field)) throw new MongoError(40415, `BSON field '${where}.${field}' is an unknown field.`);
  return entry;
}

/** When a command must have come to an end (`maxTimeMS`), as wall-clock time. */
export function deadlineOf(body: Doc): number | undefined {
  const ms = asNumber(body['maxTimeMS']) ?? 0;
  return ms > 0 ? Date.now() + ms : undefined;
}

/** A whole number that may not be negative. @throws MongoError 2 */
export function countOf(value: unknown, name: string): number {
  const n = asNumber(value) ?? 0;
  if (Number.isNaN(n)) throw new MongoError(14, `BSON field '${name}' is the wrong type, expected a number`);
  if (!Number.isInteger(n) || n < 0) throw new MongoError(2, `BSON field '${name}' value must be >= 0, actual value '${String(value)}'`);
  return n;
}
