import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '@spil/testing';

/** A place in the sources where a control has something else built: the program runs, and lacks one mechanism. */
export interface WrongPlace {
  file: string;
  find: string;
  put: string;
}
interface Build {
  failPoints?: boolean;
  wrong?: readonly WrongPlace[];
}

const made = new Map<string, Promise<string>>();

/** Bundles a program once per run; with `failPoints` those are built in, as they are in no other build. Answers the file. */
export function bundle(entry: string, how: Build = {}): Promise<string> {
  const out = `dist/test/faults/${folderOf(how)}/${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.js`;
  const building = made.get(out) ?? build(entry, out, how);
  made.set(out, building);
  return building;
}

function folderOf({ failPoints, wrong = [] }: Build): string {
  const places = wrong.length === 0 ? '' : `-${createHash('sha256').update(JSON.stringify(wrong)).digest('hex').slice(0, 12)}`;
  return `${failPoints ? 'armed' : 'plain'}${places}`;
}

async function build(entry: string, out: string, { failPoints, wrong = [] }: Build): Promise<string> {
  const root = projectRoot();
  await promisify(execFile)(process.execPath, [join(root, '.config/build.mjs'), entry, out], {
    cwd: root,
    env: { ...process.env, SPIL_FAILPOINTS: failPoints ? '1' : '0', SPIL_BUILT_WRONG: JSON.stringify(wrong) },
  });
  return join(root, out);
}
