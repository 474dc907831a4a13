// The order of a start: bus, database, streams, telemetry, sign-in, services, gateway, zone and people. A stop goes the other way round.
import { join } from 'node:path';
import type { Choice, Handover, Launch } from '../bootstrap/types';
import { demoTopology } from './demo/demo-people';
import { demoPractice } from './demo/demo-practice';
import { playEvening } from './demo/evening';
import { writePrivate } from './files';
import { beginAnew, checkSpace } from './fresh';
import { tlsEntrance } from './lan';
import { layoutOf, type Lan, type Layout } from './layout';
import { loadDemo } from './load-demo';
import { mongoProgram } from './mongo';
import { makeMongoUsers } from './mongo-users';
import { natsProgram, provisionNats } from './nats';
import { signInPeople } from './people';
import { domainServices, gatewayProgram, receiverProgram, servicePrograms, signInProgram } from './programs';
import { providersTaken, readyTable, removeReady, writeReady, type ReadySuite } from './ready';
import { Refused } from './refused';
import { secretsIn, type Secrets } from './secrets';
import { Supervisor } from './supervisor';
import { keepZone, servedZone, type ServedZone } from './zone';

interface Start {
  readonly handover: Handover;
  readonly layout: Layout;
  readonly secrets: Secrets;
  readonly zone: ServedZone;
  readonly supervisor: Supervisor;
}

const chosen = (choice: Choice | undefined): Choice => {
  if (choice === undefined) throw new Refused('No server was chosen.');
  return choice;
};

/** The made-up evening is at home in the made-up zone only. */
const playsEvening = ({ handover, zone }: Pick<Start, 'handover' | 'zone'>): boolean => handover.options.evening && zone.file === undefined;

/** Bus and database with their users, streams and durables. */
async function startServers({ handover, layout, secrets, zone, supervisor }: Start): Promise<void> {
  const { dir, root, decisions } = handover;
  const bus = { dir, port: layout.ports.nats, zones: demoTopology(zone.id), passwords: secrets.nats };
  const nats = natsProgram(chosen(decisions.nats.choice), bus);
  if (nats) await supervisor.start(nats);
  const store = chosen(decisions.mongo.choice);
  const mongo = mongoProgram(store, { root, dir, port: layout.ports.mongo, passwords: secrets.mongo });
  if (mongo) await supervisor.start(mongo);
  const [leaveBus] = await Promise.all([provisionNats(layout.natsUrl, bus), makeMongoUsers(store, layout.mongoUrl, secrets.mongo)]);
  handover.onStop(leaveBus);
}

/** Everything of ours, in groups that start side by side. */
async function startPrograms({ handover, layout, secrets, zone, supervisor }: Start): Promise<void> {
  const { root, dir, options } = handover;
  const { ports, lan } = layout;
  const peopleFile = join(dir, 'people.json');
  writePrivate(peopleFile, JSON.stringify(signInPeople(zone.id, options.demo)));
  const signIn = {
    port: ports.signIn,
    issuer: layout.issuer,
    origins: layout.origins,
    peopleFile,
  };
  const practice = playsEvening({ handover, zone }) ? { practice: demoPractice } : {};
  const suite = { root, at: layout.at, secrets, zones: demoTopology(zone.id), ...practice };
  await supervisor.start(receiverProgram(root, dir, ports.receiver), signInProgram(root, signIn, secrets));
  await supervisor.start(...servicePrograms(suite));
  await supervisor.start(gatewayProgram(suite));
  if (lan) for (const { port, to } of lan.entrances) await openEntrance(handover, lan, { port, to });
}

/** TLS towards the network, plain towards our own programs. */
async function openEntrance({ onStop }: Handover, { certificate }: Lan, { port, to }: { port: number; to: number }): Promise<void> {
  const entrance = tlsEntrance(certificate, to);
  await new Promise<void>((done) => entrance.listen(port, '0.0.0.0', done));
  onStop(() => void entrance.close());
}

/** An address of one's own may hold a password. */
function withoutUser(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href.replace(/\/$/, '');
}

function readySuite({ handover, layout, zone }: Start): ReadySuite {
  const { dir, options, decisions } = handover;
  const { consoleUrl, at, lan } = layout;
  const people = signInPeople(zone.id, options.demo);
  return {
    zone: { id: zone.id, name: zone.name },
    console: consoleUrl,
    api: consoleUrl,
    apiDocs: `${consoleUrl}/docs`,
    traces: layout.tracesUrl,
    tokens: `http://localhost:${layout.ports.signIn}/demo-token`,
    signIns: people.map(({ personId, name, roles, zone: of }) => ({ personId, name, roles: [...roles], zone: of })),
    providers: providersTaken(decisions),
    versions: { node: process.versions.node, nats: decisions.nats.choice?.version ?? '', mongodb: decisions.mongo.choice?.version ?? '' },
    dataDir: dir,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    issuer: layout.issuer,
    nats: withoutUser(layout.natsUrl),
    mongo: withoutUser(layout.mongoUrl),
    services: Object.fromEntries([...domainServices, 'gateway' as const].map((name) => [name, `http://127.0.0.1:${at.healthPort(name)}`])),
    ...(lan ? { lan: lan.origin } : {}),
  };
}

/** Gentle: somebody who looks around sees something new about three times a minute. */
const EVENING_PACE_MS = 20_000;

/** The demo goes on without its evening when that cannot be played; why is said. */
function beginEvening(suite: ReadySuite, { handover }: Start, say: (line: string) => void): void {
  const { dir, signal } = handover;
  playEvening(suite, { dir, pace: EVENING_PACE_MS, signal, now: () => new Date() }).catch((error: unknown) => {
    if (!signal.aborted) say(`the made-up evening ended early: ${error instanceof Error ? error.message : String(error)}`);
  });
}

const untilStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

/** Starts everything, tells how to use it, and stays until asked to stop. */
export const launch: Launch = async (handover) => {
  const { dir, options, progress, onStop, signal } = handover;
  const supervisor = new Supervisor(dir, (line) => progress.say(line));
  onStop(() => supervisor.stop());
  removeReady(dir);
  supervisor.endLeftovers();
  if (options.fresh) beginAnew(dir);
  checkSpace(dir);
  const secrets = secretsIn(dir);
  const start: Start = { handover, secrets, supervisor, zone: servedZone(dir, options), layout: await layoutOf(handover, secrets) };
  onStop(() => removeReady(dir));
  await progress.during('servers', () => startServers(start));
  await progress.during('services', () => startPrograms(start));
  const suite = readySuite(start);
  if (options.demo) await progress.during('zone and people', (report) => loadDemo(suite, dir, start.zone, report));
  else keepZone(dir, start.zone);
  if (signal.aborted) return 130;
  writeReady(dir, suite);
  progress.say(readyTable(suite, signInPeople(start.zone.id, options.demo), process.cwd()));
  if (playsEvening(start)) beginEvening(suite, start, (line) => progress.say(line));
  await untilStopped(signal);
  progress.say('Stopping…');
  return 0;
};
