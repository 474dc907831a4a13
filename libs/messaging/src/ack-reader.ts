import { readReply, type PublishOutcome } from './publish-reply';

const ZERO = 0x30;
const BRACE = 0x7d;

/**
 * Reads acknowledgements. Nearly all of them are `{"stream":"…","seq":N}` to the byte, which needs no parser: such a reply says
 * that there is no error, no duplicate, and which stream it is. Everything else goes through the full reading.
 */
export class AckReader {
  private start: Buffer = Buffer.alloc(0);
  private stream = '';

  /** What the reply says; `expected` is the stream that must have stored it, when that was named. */
  read(data: Uint8Array, expected: string | undefined): PublishOutcome {
    const seq = this.start.length > 0 && (expected === undefined || expected === this.stream) ? this.plainSeq(data) : -1;
    if (seq >= 0) return { ok: true, stream: this.stream, seq, duplicate: false };
    const outcome = readReply(data, expected);
    if (outcome.ok && outcome.stream !== this.stream) {
      this.stream = outcome.stream;
      this.start = Buffer.from(`{"stream":${JSON.stringify(outcome.stream)},"seq":`);
    }
    return outcome;
  }

  /** The number in a reply of exactly the plain form; -1 for any other. */
  private plainSeq(data: Uint8Array): number {
    const { start } = this;
    const end = data.length - 1;
    if (end <= start.length || end > start.length + 15 || data[end] !== BRACE) return -1;
    for (let i = 0; i < start.length; i++) if (data[i] !== start[i]) return -1;
    let seq = 0;
    for (let i = start.length; i < end; i++) {
      const digit = (data[i] as number) - ZERO;
      if (digit < 0 || digit > 9) return -1;
      seq = seq * 10 + digit;
    }
    return seq;
  }
}
