import type { Doc } from '../bson/codec';
import { MongoError } from '../errors';

/** Runs the items of a batch; a failing item leaves no trace and, in an ordered batch, ends it. */
export function eachItem(items: readonly Buffer[], ordered: unknown, run: (item: Buffer, index: number) => void): Doc[] {
  const errors: Doc[] = [];
  for (const [index, item] of items.entries()) {
    try {
      run(item, index);
    } catch (error) {
      if (!(error instanceof MongoError) || error.code === 14031) throw error;
      errors.push(error.toWriteError(index));
      if (ordered !== false) break;
    }
  }
  return errors;
}

/** `writeErrors` as part of a reply, when there are any. */
export function withErrors(errors: Doc[]): Doc {
  return errors.length > 0 ? { writeErrors: errors } : {};
}
