import type { Msg, MsgHdrs } from '@nats-io/transport-node';

/** Where a delivery comes from; the broker writes it into the subject its acknowledgement goes to. */
export interface Place {
  stream: string;
  durable: string;
  seq: number;
  /** 1 the first time. */
  deliveries: number;
  /** When the broker stored it, nanoseconds since 1970, as text: too large for a number. */
  storedAt: string;
}

const ACK = Buffer.from('+ACK');
/** Ends of an acknowledgement subject whose count of deliveries is 1; both forms, see placeOf. */
const FIRST = /^\$JS\.ACK\.(?:[^.]+\.[^.]+\.)?[^.]+\.[^.]+\.1(?:\.\d+){4}(?:\.[^.]+)?$/;
const WORKING = Buffer.from('+WPI');

/**
 * The header lines as they came. Reading two of them costs a tenth of the library's decoding of all. The bytes are not in its
 * public interface: where they are not found, the decoding is used.
 */
function headerBlock(message: Msg): string | undefined {
  const { _rdata: bytes, _msg: frame } = message as unknown as { _rdata?: Uint8Array; _msg?: { hdr?: number } };
  if (!(bytes instanceof Uint8Array) || typeof frame?.hdr !== 'number') return undefined;
  return frame.hdr > 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, frame.hdr).toString('latin1') : '';
}

/** A message of a stream in hand. Lighter than the library's: what is not asked for is not decoded. */
export class StoredMessage {
  private known: Place | undefined;
  private block: string | undefined;

  constructor(private readonly message: Msg) {}

  get subject(): string {
    return this.message.subject;
  }

  get data(): Uint8Array {
    return this.message.data;
  }

  get place(): Place {
    return (this.known ??= placeOf(this.message.reply ?? ''));
  }

  get headers(): MsgHdrs | undefined {
    return this.message.headers;
  }

  /** It was delivered before, here or elsewhere. Read without taking the whole place apart: nearly no message was. */
  get again(): boolean {
    return this.known ? this.known.deliveries > 1 : !FIRST.test(this.message.reply ?? '');
  }

  /** A header's value; undefined when it is absent or empty. */
  header(name: string): string | undefined {
    const block = (this.block ??= headerBlock(this.message));
    if (block === undefined) return this.message.headers?.get(name) || undefined;
    const at = block.indexOf(`\r\n${name}: `);
    if (at < 0) return undefined;
    const from = at + name.length + 4;
    return block.slice(from, block.indexOf('\r\n', from)) || undefined;
  }

  /** Handled, and its effect committed. */
  ack(): void {
    this.message.respond(ACK);
  }

  /** Not handled: deliver it again after `ms`. */
  nak(ms: number): void {
    this.message.respond(Buffer.from(`-NAK {"delay":${Math.round(ms * 1_000_000)}}`));
  }

  /** Still in work: ack_wait starts anew. */
  working(): void {
    this.message.respond(WORKING);
  }

  /** Never deliver it again. */
  term(reason: string): void {
    this.message.respond(Buffer.from(`+TERM ${reason}`));
  }
}

/**
 * Reads `$JS.ACK.<stream>.<durable>.<deliveries>.<seq>.<delivery seq>.<time>.<pending>`, or the longer form with domain and
 * account behind `ACK`. Throws for anything else: it does not come from a stream.
 */
export function placeOf(reply: string): Place {
  const tokens = reply.split('.');
  const at = tokens.length >= 11 ? 4 : 2;
  const [stream, durable, deliveries, seq, , storedAt] = tokens.slice(at);
  if (tokens[1] !== 'ACK' || !stream || !durable || storedAt === undefined) throw new Error('not a message of a stream');
  return { stream, durable, seq: Number(seq), deliveries: Number(deliveries), storedAt };
}
