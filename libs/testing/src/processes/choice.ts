import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

interface Choice {
  kind: 'url' | 'docker' | 'binary' | 'embedded';
  target: string;
  title: string;
}

/** Root of the project, from wherever a spec runs. */
export function projectRoot(from = process.cwd()): string {
  if (existsSync(join(from, 'nx.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('run the tests inside the project');
  return projectRoot(parent);
}

let chosen: Promise<{ nats: Choice; mongo: Choice }> | undefined;

/** What the provider list of deploy/local takes on this machine; asked once per process. Tests always have a NATS of their own. */
export const choices = (): Promise<{ nats: Choice; mongo: Choice }> => (chosen ??= ask());

async function ask(): Promise<{ nats: Choice; mongo: Choice }> {
  const root = projectRoot();
  const { NATS_URL: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'deploy/local/bootstrap/provide.mjs'), '--json'], {
    cwd: root,
    env,
  });
  const { nats, mongo } = JSON.parse(stdout) as { nats: { choice?: Choice }; mongo: { choice?: Choice } };
  if (!nats.choice || !mongo.choice) throw new Error('no provider works here: npm run doctor tells what is missing');
  return { nats: nats.choice, mongo: mongo.choice };
}
