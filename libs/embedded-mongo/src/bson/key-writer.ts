/** A growing byte buffer for keys; one lives for the process, since keys are made one at a time. */
export class KeyWriter {
  private bytes = Buffer.allocUnsafe(4096);
  length = 0;

  byte(value: number): void {
    this.need(1);
    this.bytes[this.length++] = value;
  }

  uint32(value: number): void {
    this.need(4);
    this.length = this.bytes.writeUInt32BE(value >>> 0, this.length);
  }

  uint64(value: bigint): void {
    this.need(8);
    this.length = this.bytes.writeBigUInt64BE(BigInt.asUintN(64, value), this.length);
  }

  /** An IEEE double so that bytes sort as numbers do: sign flipped for positives, all bits for negatives. */
  double(value: number): void {
    this.need(8);
    const at = this.length;
    this.bytes.writeDoubleBE(value === 0 ? 0 : value, at);
    if ((this.bytes[at] ?? 0) & 0x80) this.invertFrom(at, at + 8);
    else this.bytes[at] = (this.bytes[at] ?? 0) | 0x80;
    this.length = at + 8;
  }

  raw(value: Uint8Array): void {
    this.need(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  /** UTF-8 with 00 written as 00 FF and closed by 00 00: no string is the beginning of another. */
  text(value: string): void {
    const most = value.length * 3;
    this.need(most + 2);
    const at = this.length;
    this.length += this.bytes.write(value, at, 'utf8');
    if (value.includes('\0')) this.escapeZeros(at);
    this.byte(0);
    this.byte(0);
  }

  /** Turns everything from a position on upside down: how a descending field is kept. */
  invertFrom(start: number, end = this.length): void {
    for (let i = start; i < end; i++) this.bytes[i] = ~(this.bytes[i] ?? 0) & 0xff;
  }

  take(): Buffer {
    const out = Buffer.from(this.bytes.subarray(0, this.length));
    this.length = 0;
    return out;
  }

  private escapeZeros(at: number): void {
    const plain = Buffer.from(this.bytes.subarray(at, this.length));
    this.length = at;
    for (const b of plain) {
      this.byte(b);
      if (b === 0) this.byte(0xff);
    }
  }

  private need(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(bigger, 0, 0, this.length);
    this.bytes = bigger;
  }
}
