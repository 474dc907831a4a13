import { readNative, readTyped, type Doc } from '../bson/codec';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM = 1;
const MORE_TO_COME = 2;

/** The largest message a client may send, as announced in `hello`. */
export const MAX_MESSAGE = 48_000_000;

/** A command as it came over the wire. */
export interface Request {
  id: number;
  /** answered in the old form: the very first `hello` of drivers */
  legacy: boolean;
  /** unacknowledged: no answer is wanted */
  silent: boolean;
  body: Doc;
  /** the body again, with BSON types */
  typed(): Doc;
  /** the documents of a section (`documents`, `updates`, `deletes`) as bytes */
  sections: ReadonlyMap<string, readonly Buffer[]>;
}

/** Reads one whole message. @throws Error for anything that is not a command; the connection is closed then */
export function parseMessage(message: Buffer): Request {
  const opcode = message.readInt32LE(12);
  if (opcode === OP_QUERY) return parseQuery(message);
  if (opcode === OP_MSG) return parseMsg(message);
  throw new Error(`unsupported opcode ${opcode}`);
}

function parseQuery(message: Buffer): Request {
  const name = message.indexOf(0, 20);
  const at = name + 9;
  const raw = message.subarray(at, at + message.readInt32LE(at));
  const db = message.toString('utf8', 20, name).split('.', 1)[0];
  const body = { ...readNative(raw), $db: db };
  return {
    id: message.readInt32LE(4),
    legacy: true,
    silent: false,
    body,
    typed: () => ({ ...readTyped(raw), $db: db }),
    sections: new Map(),
  };
}

function parseMsg(message: Buffer): Request {
  const flags = message.readUInt32LE(16);
  const end = flags & CHECKSUM ? message.length - 4 : message.length;
  const sections = new Map<string, readonly Buffer[]>();
  let raw: Buffer | undefined;
  for (let at = 20; at < end;) {
    const kind = message[at++];
    const size = message.readInt32LE(at);
    if (size < 4 || at + size > end) throw new Error('a section is longer than its message');
    if (kind === 0) raw = message.subarray(at, at + size);
    else readSection(message.subarray(at, at + size), sections);
    at += size;
  }
  if (!raw) throw new Error('a message without a body');
  const body = raw;
  return {
    id: message.readInt32LE(4),
    legacy: false,
    silent: (flags & MORE_TO_COME) !== 0,
    body: readNative(body),
    typed: () => readTyped(body),
    sections,
  };
}

function readSection(section: Buffer, into: Map<string, readonly Buffer[]>): void {
  const end = section.indexOf(0, 4);
  const docs: Buffer[] = [];
  for (let at = end + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    if (size < 5 || at + size > section.length) throw new Error('a document is longer than its section');
    docs.push(section.subarray(at, at + size));
    at += size;
  }
  into.set(section.toString('utf8', 4, end), docs);
}

/** An answer to a request, ready to be sent. */
export function replyTo(request: Request, body: Buffer): Buffer[] {
  const between = Buffer.alloc(request.legacy ? 20 : 5);
  if (request.legacy) {
    between.writeInt32LE(8, 0); // AwaitCapable
    between.writeInt32LE(1, 16); // one document
  }
  const header = Buffer.allocUnsafe(16);
  header.writeInt32LE(16 + between.length + body.length, 0);
  header.writeInt32LE(0, 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  return [header, between, body];
}
