// The part of `npm run doctor` that looks at a suite; the part before the first start is bootstrap/doctor.mjs.
import { closeMongo } from '@spil/mongo';
import type { Choice } from '../../bootstrap/types';
import { acceptOutboxes } from '../doctor/databases';
import { examine, publishers } from '../doctor/examine';
import type { Finding } from '../doctor/finding';
import { mongoProgram } from '../mongo';
import { natsProgram } from '../nats';
import { accessOf, openDatabase, type Access } from '../operate/access';
import { Supervisor } from '../supervisor';

/** Looks at the suite whose data lie in `dir` and whose servers run; undefined when none ever ran there. */
export async function doctor(dir: string, env: NodeJS.ProcessEnv): Promise<Finding[] | undefined> {
  const access = accessOf(dir, env);
  return access && examine(access);
}

/** Looks at a stopped suite: broker and database are started for the look, on its data, and stopped again. */
export async function doctorOfStopped({ root, dir, nats, mongo }: Stopped, env: NodeJS.ProcessEnv): Promise<Finding[] | undefined> {
  const access = accessOf(dir, env);
  if (!access) return undefined;
  const supervisor = new Supervisor(dir, () => undefined);
  const portOf = (address: string): number => Number(new URL(address).port);
  const bus = natsProgram(nats, { dir, port: portOf(access.nats), zones: access.zones, passwords: access.secrets.nats });
  const store = mongoProgram(mongo, { root, dir, port: portOf(access.mongo), passwords: access.secrets.mongo });
  try {
    await supervisor.start(...[bus, store].filter((program) => program !== undefined));
    return await examine(access);
  } finally {
    await supervisor.stop();
  }
}

interface Stopped {
  root: string;
  dir: string;
  nats: Choice;
  mongo: Choice;
}

/** A person has looked at what was taken out of outboxes: counts it as seen. Answers how many documents were set right. */
export async function accept(dir: string, env: NodeJS.ProcessEnv): Promise<number> {
  const access = accessOf(dir, env);
  if (!access) throw new Error('Spil has not run here. Start it with npm start, then try again.');
  let changed = 0;
  for (const service of publishers) changed += await acceptedIn(access, service);
  return changed;
}

async function acceptedIn(access: Access, service: (typeof publishers)[number]): Promise<number> {
  const db = await openDatabase(access, service);
  try {
    return await acceptOutboxes(db);
  } finally {
    await closeMongo(db);
  }
}
