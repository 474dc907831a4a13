import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '@spil/testing';

const made = new Map<string, Promise<string>>();

/** Bundles a program once per run; with `failPoints` those are built in, as they are in no other build. Answers the file. */
export function bundle(entry: string, { failPoints = false } = {}): Promise<string> {
  const out = `dist/test/faults/${failPoints ? 'armed' : 'plain'}/${entry.replace(/\.ts$/, '').replaceAll('/', '-')}.js`;
  const building = made.get(out) ?? build(entry, out, failPoints);
  made.set(out, building);
  return building;
}

async function build(entry: string, out: string, failPoints: boolean): Promise<string> {
  const root = projectRoot();
  await promisify(execFile)(process.execPath, [join(root, '.config/build.mjs'), entry, out], {
    cwd: root,
    env: { ...process.env, SPIL_FAILPOINTS: failPoints ? '1' : '0' },
  });
  return join(root, out);
}
