import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Bytes of one file; the file before it is kept as `<name>.1`, so a program never takes more than twice this. */
const LIMIT = 8 * 1024 * 1024;
const TAIL_LINES = 40;

/** What one program says, kept within bounds on the disk, and its last lines at hand for a report. */
export class RotatingLog {
  private size: number;
  private readonly lines: string[] = [];

  constructor(
    readonly file: string,
    private readonly limit = LIMIT,
  ) {
    mkdirSync(dirname(file), { recursive: true });
    this.size = sizeOf(file);
  }

  write(chunk: Buffer | string): void {
    const text = chunk.toString();
    this.lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    this.lines.splice(0, Math.max(0, this.lines.length - TAIL_LINES));
    try {
      if (this.size > this.limit) this.rotate();
      appendFileSync(this.file, text);
      this.size += Buffer.byteLength(text);
    } catch {
      // A full disk must not take the launcher down: it is the one who can still say so.
    }
  }

  /** The last lines, newest last. */
  tail(count: number): string[] {
    return this.lines.slice(-count);
  }

  private rotate(): void {
    renameSync(this.file, `${this.file}.1`);
    this.size = 0;
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
