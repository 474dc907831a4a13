import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder in use by a living process. */
export class FolderInUse extends Error {}

interface Holder {
  pid: number;
  /** when the process began, where the system tells: a pid alone may be someone else's by now */
  began: string;
}

/**
 * Takes a data folder for this process. Two servers on one folder would each keep their own catalogue in memory.
 * @returns a function that gives the folder back
 * @throws FolderInUse when a living process holds it; what a dead one left behind is cleared away
 */
export function takeFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'in-use-by');
  const mine = `${file}.${process.pid}.${Date.now()}`;
  const me: Holder = { pid: process.pid, began: began(process.pid) };
  writeFileSync(mine, JSON.stringify(me));
  try {
    for (let attempt = 0; attempt < 5; attempt++) if (tryTake(file, mine, dir)) return () => release(file, me);
    throw new FolderInUse(`the data folder ${dir} could not be taken: is another server starting on it? if not, delete ${turnOf(file)}`);
  } finally {
    rmSync(mine, { force: true });
  }
}

function tryTake(file: string, mine: string, dir: string): boolean {
  if (linked(mine, file)) return true;
  const holder = read(file);
  if (holder && isAlive(holder))
    throw new FolderInUse(`the data folder ${dir} is in use by process ${holder.pid}; stop that server or name another folder with --dir`);
  clearDead(file, mine);
  return false;
}

/** Linking fails when the name is there: only one process can win. */
function linked(mine: string, name: string): boolean {
  try {
    linkSync(mine, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** One at a time, and by another look: of two that read the dead holder, the slower would clear away the lock of the quicker. */
function clearDead(file: string, mine: string): void {
  const turn = turnOf(file);
  if (!linked(mine, turn)) return;
  try {
    const holder = read(file);
    if (!holder || !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(turn, { force: true });
  }
}

const turnOf = (file: string): string => `${file}.clearing`;

function release(file: string, me: Holder): void {
  const holder = read(file);
  if (holder?.pid === me.pid && holder.began === me.began) rmSync(file, { force: true });
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return holder.began === '' || began(holder.pid) === holder.began;
}

/** The start time of a process on Linux (field 22 of its stat), '' elsewhere. */
function began(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
