// Restores the streams a service publishes to from the seven days its database keeps, and proves that they are equal.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import type { ServiceName } from '@spil/contracts';
import { beginRefill, type StreamInRefill } from '@spil/messaging';
import { closeMongo, type Db } from '@spil/mongo';
import { serviceUri } from '../mongo';
import { baseEnvironment } from '../program';
import { standardEnv } from '../service-env';
import { connectAdmin, openDatabase, type Access } from './access';
import { keptOf } from './kept-messages';
import { isWhole, reconcile, streamsOf, type StreamReport } from './reconcile';

const STREAM_BYTES = 1024 ** 3;
const ROUNDS = 3;

export interface RefillPorts {
  /** Folder of the project, for the service's program. */
  root: string;
  say(line: string): void;
}

/** What was refilled and how it stands now; empty when nothing was missing. */
export interface RefillOutcome {
  before: StreamReport[];
  after: StreamReport[];
}

/** Refills every damaged stream of one service. `all`: also those where nothing is missing. */
export async function refillService(access: Access, service: ServiceName, ports: RefillPorts, all = false): Promise<RefillOutcome> {
  const admin = await connectAdmin(access, 'refill');
  const db = await openDatabase(access, service);
  try {
    const before = await reconcile(admin, db, service, access.plan.streams);
    const damaged = before.filter((report) => all || !isWhole(report));
    if (damaged.length === 0) return { before, after: [] };
    for (const report of damaged) ports.say(`  ${sentenceOf(report)}`);
    const after = await refillStreams({ access, service, ports, admin, db }, damaged);
    return { before, after };
  } finally {
    await Promise.all([closeMongo(db), admin.close()]);
  }
}

interface Refill {
  access: Access;
  service: ServiceName;
  ports: RefillPorts;
  admin: NatsConnection;
  db: Db;
}

async function refillStreams(refill: Refill, damaged: readonly StreamReport[]): Promise<StreamReport[]> {
  const { access, service, ports, admin, db } = refill;
  const names = damaged.map(({ stream }) => stream);
  const plans = streamsOf(service, access.plan.streams).filter(({ name }) => names.includes(name));
  const opened: StreamInRefill[] = [];
  for (const plan of plans) opened.push(await beginRefill(admin, plan, access.plan.durables, { maxBytes: STREAM_BYTES }));
  const known = await knownIds(db, service, access);
  for (const stream of opened) {
    const carried = await stream.carryOver((id) => known.has(id));
    if (carried > 0) ports.say(`  ${stream.plan.name}: ${carried} messages older than the database keeps, or of others, carried over`);
  }
  const whole = await untilEqual(refill, names);
  // Live again in any case: publishers wait for it.
  for (const stream of opened) await stream.open();
  const after = (await reconcile(admin, db, service, plans)).filter(({ stream }) => names.includes(stream));
  if (whole) for (const stream of opened) await stream.forget();
  return after;
}

/**
 * What the database will bring by itself, and in its order: what it published, and what still waits in an outbox. A waiting message
 * that the old stream held already must not be carried over: it would stand before the older ones of its aggregate, its own
 * publisher would later be told that it is there, and the last value of a subject (an assignment) would stay an older one.
 */
export const knownIds = async (db: Db, service: ServiceName, { plan }: Pick<Access, 'plan'>): Promise<ReadonlySet<string>> =>
  (await keptOf(db, streamsOf(service, plan.streams))).known;

/** An event that was marked as sent while we looked is found missing once, and published by the next round. */
async function untilEqual(refill: Refill, names: readonly string[]): Promise<boolean> {
  const { admin, db, service, access, ports } = refill;
  for (let round = 1; round <= ROUNDS; round++) {
    ports.say(`  ${service} publishes its last seven days again${round > 1 ? ` (round ${round})` : ''}`);
    await publishAgain(refill, names);
    const reports = (await reconcile(admin, db, service, access.plan.streams)).filter(({ stream }) => names.includes(stream));
    if (reports.every(({ missing, altered }) => missing.length + altered.length === 0)) return true;
  }
  return false;
}

/** The service's own program, with its own account and key: nobody else can sign for it. */
async function publishAgain({ access, service, ports }: Refill, streams: readonly string[]): Promise<void> {
  const at = {
    nats: access.nats,
    otlp: 'http://127.0.0.1:9',
    mongoOf: (name: ServiceName) => serviceUri(access.mongo, name, access.secrets.mongo),
    healthPort: () => 0,
  };
  const { OTLP_URL: _none, ...environment } = standardEnv(service, at, access.secrets, access.zones);
  const env = { ...baseEnvironment(process.env), ...environment, REFILL_STREAMS: streams.join(',') };
  const child = spawn(process.execPath, ['--enable-source-maps', join(ports.root, `dist/services/${service}/main.js`)], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + String(chunk)).slice(-4_000)));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`the program of ${service} could not publish again (exit code ${code}):\n${said}`);
}

/** One stream in words. */
export function sentenceOf({ stream, state, expected, equal, missing, altered, disordered }: StreamReport): string {
  const parts = [
    ...(state === 'there' ? [] : [state === 'absent' ? 'the stream is not there' : 'a refill was begun and not ended']),
    `${equal} of ${expected} messages of the database are in it with the same content`,
    ...(missing.length > 0 ? [`${missing.length} missing`] : []),
    ...(altered.length > 0 ? [`${altered.length} with other content`] : []),
    ...(disordered > 0 ? [`${disordered} behind a later one of their aggregate`] : []),
  ];
  return `${stream}: ${parts.join(', ')}`;
}
