import type { Long } from 'bson';
import { write } from '../bson/codec';

/** One batch of a cursor, as stored bytes: sent without being decoded, so every BSON type arrives as it was written. */
export class Batch {
  constructor(
    private readonly field: 'firstBatch' | 'nextBatch',
    private readonly docs: readonly Buffer[],
    private readonly cursor: { id: Long; ns: string },
  ) {}

  /** The reply `{ cursor: { <field>: […], id, ns }, ok: 1 }` as BSON. */
  toReply(): Buffer {
    const rest = write({ id: this.cursor.id, ns: this.cursor.ns });
    const inner = document([element(4, this.field, document(this.docs.map((doc, i) => element(3, String(i), doc)))), rest.subarray(4, -1)]);
    const ok = write({ ok: 1 });
    return document([element(3, 'cursor', inner), ok.subarray(4, -1)]);
  }
}

function element(type: number, name: string, value: Buffer): Buffer {
  const out = Buffer.allocUnsafe(name.length + 2 + value.length); // names are ASCII
  out[0] = type;
  out.write(name, 1, 'latin1');
  out[name.length + 1] = 0;
  out.set(value, name.length + 2);
  return out;
}

function document(parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 5);
  const out = Buffer.allocUnsafe(length);
  let at = out.writeInt32LE(length);
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  out[at] = 0;
  return out;
}
