import { closeSync, fdatasyncSync, fstatSync, openSync, writeSync } from 'node:fs';

/** Added at once: a few milliseconds of writing. */
const PIECE = Buffer.alloc(1024 * 1024);
/** More than the commits between two looks use. */
const LEAST = PIECE.length / 2;
const LOOK_EVERY = 16;

/**
 * Keeps the data file longer than what is used of it, with zeros that are on the disk already. A flush that makes a file longer
 * waits for the file system's own journal as well, and that takes longer than the pages themselves.
 */
export class Room {
  private readonly file: number;
  private commits = 0;

  /** `used` tells how many bytes of the file are in use. */
  constructor(
    path: string,
    private readonly used: () => number,
  ) {
    this.file = openSync(path, 'r+');
  }

  /** Before a commit, while nothing else writes: what lies behind the end of the file is nobody's. */
  make(): void {
    if (this.commits++ % LOOK_EVERY !== 0) return;
    try {
      for (let size = fstatSync(this.file).size; size - this.used() < LEAST; size = fstatSync(this.file).size) {
        writeSync(this.file, PIECE, 0, PIECE.length, size);
        fdatasyncSync(this.file);
      }
    } catch {
      // No room on the disk for spare room: the commit itself says so when it needs any.
    }
  }

  close(): void {
    closeSync(this.file);
  }
}
