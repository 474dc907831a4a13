/** How one field of a protobuf message is read. Only what OTLP uses. */
export type FieldKind = 'string' | 'hex' | 'bool' | 'enum' | 'uint' | 'int' | 'fixed64' | 'sfixed64' | 'double' | MessageShape;
export interface Field {
  name: string;
  kind: FieldKind;
  many?: true;
}
/** A message: field number → field. `() =>` so that messages can hold each other. */
export type MessageShape = () => Readonly<Record<number, Field>>;

/** Bytes that are not the message they claim to be. */
export class NotProtobuf extends Error {}

class Reader {
  at: number;
  private readonly view: DataView;
  constructor(
    readonly bytes: Uint8Array,
    start: number,
    readonly end: number,
  ) {
    this.at = start;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.at >= this.end) throw new NotProtobuf('cut off in a number');
      const byte = this.bytes[this.at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    throw new NotProtobuf('number too long');
  }

  /** Tags and lengths are small; plain arithmetic keeps the hot path off BigInt. */
  small(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      if (this.at >= this.end) throw new NotProtobuf('cut off in a length');
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new NotProtobuf('length too long');
  }

  /** Steps over `length` bytes and says where they began. */
  take(length: number): number {
    const start = this.at;
    if (start + length > this.end) throw new NotProtobuf('cut off');
    this.at += length;
    return start;
  }

  fixed64(signed: boolean): bigint {
    const start = this.take(8);
    return signed ? this.view.getBigInt64(start, true) : this.view.getBigUint64(start, true);
  }

  double(): number {
    return this.view.getFloat64(this.take(8), true);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: false });
const maxDepth = 32;
const wireOf = (kind: FieldKind): number => {
  if (kind === 'fixed64' || kind === 'sfixed64' || kind === 'double') return 1;
  return typeof kind === 'function' || kind === 'string' || kind === 'hex' ? 2 : 0;
};

const scalar = (reader: Reader, kind: FieldKind): unknown => {
  switch (kind) {
    case 'fixed64':
      return reader.fixed64(false).toString();
    case 'sfixed64':
      return reader.fixed64(true).toString();
    case 'double':
      return reader.double();
    case 'bool':
      return reader.varint() !== 0n;
    case 'int':
      return BigInt.asIntN(64, reader.varint()).toString();
    default:
      return Number(reader.varint());
  }
};

const delimited = (reader: Reader, kind: FieldKind, depth: number): unknown => {
  const length = reader.small();
  const start = reader.take(length);
  if (typeof kind === 'function') return message(new Reader(reader.bytes, start, start + length), kind, depth + 1);
  const bytes = reader.bytes.subarray(start, start + length);
  return kind === 'hex' ? Buffer.from(bytes).toString('hex') : utf8.decode(bytes);
};

const packed = (reader: Reader, kind: FieldKind): unknown[] => {
  const length = reader.small();
  const start = reader.take(length);
  const inner = new Reader(reader.bytes, start, start + length);
  const values: unknown[] = [];
  while (inner.at < inner.end) values.push(scalar(inner, kind));
  return values;
};

const skip = (reader: Reader, wire: number): void => {
  if (wire === 0) reader.varint();
  else if (wire === 1) reader.take(8);
  else if (wire === 2) reader.take(reader.small());
  else if (wire === 5) reader.take(4);
  else throw new NotProtobuf(`wire type ${wire}`);
};

const put = (into: Record<string, unknown>, { name, many }: Field, values: unknown[]): void => {
  if (many) (((into[name] as unknown[] | undefined) ??= []) as unknown[]).push(...values);
  else into[name] = values[values.length - 1];
};

const message = (reader: Reader, shape: MessageShape, depth: number): Record<string, unknown> => {
  if (depth > maxDepth) throw new NotProtobuf('nested too deeply');
  const fields = shape();
  const found: Record<string, unknown> = {};
  while (reader.at < reader.end) {
    const tag = reader.small();
    const wire = tag & 7;
    const field = fields[tag >>> 3];
    const expected = field ? wireOf(field.kind) : -1;
    if (field && wire === expected) put(found, field, [wire === 2 ? delimited(reader, field.kind, depth) : scalar(reader, field.kind)]);
    else if (field?.many && wire === 2) put(found, field, packed(reader, field.kind));
    else skip(reader, wire);
  }
  return found;
};

/** Decodes protobuf into the shape OTLP/JSON has: ids in hex, 64-bit numbers as text. Unknown fields are stepped over. */
export const decode = (bytes: Uint8Array, shape: MessageShape): Record<string, unknown> =>
  message(new Reader(bytes, 0, bytes.length), shape, 0);
