// The steps of a refill, whoever runs it: an operator's tool, or an instrument that broke a stream on purpose.
import type { NatsConnection } from '@nats-io/transport-node';
import type { ServiceName, Topology } from '@spil/contracts';
import { beginRefill, type ProvisionOptions, type StreamInRefill } from '@spil/messaging';
import type { Db } from '@spil/mongo';
import { keptOf, waitingIds } from './kept-messages';
import { isWhole, reconcile, streamsOf, type StreamReport } from './reconcile';

/** What a refill works with. */
export interface RefillParts {
  admin: NatsConnection;
  db: Db;
  service: ServiceName;
  plan: Topology;
  options: ProvisionOptions;
  /** Runs the service's own program over these streams: nobody else can sign for it. */
  publishAgain(streams: readonly string[]): Promise<void>;
  say(line: string): void;
}

/** What was refilled and how it stands now; `after` is empty when nothing was missing. */
export interface RefillOutcome {
  before: StreamReport[];
  after: StreamReport[];
}

const ROUNDS = 3;
/** ms that waiting events get to be published once their stream is open; a suite that is stopped publishes none. */
const OUTBOX_MS = 15_000;

/**
 * Refills every damaged stream of one service; `all`: also those where nothing is missing. An event that the lost stream had
 * acknowledged, and that its service marked as sent only after the database was read, is in neither: it is found missing when
 * the outboxes are empty, and its stream refilled once more.
 */
export async function refillDamaged(parts: RefillParts, all = false): Promise<RefillOutcome> {
  const before = await compared(parts);
  const after = new Map<string, StreamReport>();
  let damaged = before.filter((report) => all || !isWhole(report));
  for (let round = 1; damaged.length > 0 && round <= ROUNDS; round++) {
    for (const report of damaged) parts.say(`  ${sentenceOf(report)}`);
    const reports = await refillStreams(parts, damaged);
    for (const report of reports) after.set(report.stream, report);
    damaged = reports.filter((report) => !isWhole(report));
  }
  return { before, after: [...after.values()] };
}

const compared = ({ admin, db, service, plan }: RefillParts): Promise<StreamReport[]> => reconcile(admin, db, service, plan.streams);

async function refillStreams(parts: RefillParts, damaged: readonly StreamReport[]): Promise<StreamReport[]> {
  const { admin, db, service, plan, options, say } = parts;
  const names = damaged.map(({ stream }) => stream);
  const plans = streamsOf(service, plan.streams).filter(({ name }) => names.includes(name));
  const opened: StreamInRefill[] = [];
  for (const stream of plans) opened.push(await beginRefill(admin, stream, plan.durables, options));
  const known = await knownIds(db, service, plan);
  for (const stream of opened) {
    const carried = await stream.carryOver((id) => known.has(id));
    if (carried > 0) say(`  ${stream.plan.name}: ${carried} messages older than the database keeps, or of others, carried over`);
  }
  const waiting = await waitingIds(db);
  await untilEqual(parts, names);
  // Live again in any case: publishers wait for it.
  for (const stream of opened) await stream.open();
  await untilMarked(db, waiting);
  const after = (await compared(parts)).filter(({ stream }) => names.includes(stream));
  if (after.every(isWhole)) for (const stream of opened) await stream.forget();
  return after;
}

/**
 * What the database will bring by itself, and in its order: what it published, and what still waits in an outbox. A waiting message
 * that the old stream held already must not be carried over: it would stand before the older ones of its aggregate, its own
 * publisher would later be told that it is there, and the last value of a subject (an assignment) would stay an older one.
 */
export const knownIds = async (db: Db, service: ServiceName, { streams }: Pick<Topology, 'streams'>): Promise<ReadonlySet<string>> =>
  (await keptOf(db, streamsOf(service, streams))).known;

/** An event that was marked as sent while we looked is found missing once, and published by the next round. */
async function untilEqual(parts: RefillParts, names: readonly string[]): Promise<void> {
  for (let round = 1; round <= ROUNDS; round++) {
    parts.say(`  ${parts.service} publishes its last seven days again${round > 1 ? ` (round ${round})` : ''}`);
    await parts.publishAgain(names);
    const reports = (await compared(parts)).filter(({ stream }) => names.includes(stream));
    if (reports.every(({ missing, altered }) => missing.length + altered.length === 0)) return;
  }
}

/** Until what waited when the old stream was gone is marked as sent: from then on no acknowledgement of the old stream is under way. */
async function untilMarked(db: Db, before: ReadonlySet<string>): Promise<void> {
  for (const until = Date.now() + OUTBOX_MS; Date.now() < until;) {
    const now = before.size === 0 ? before : await waitingIds(db);
    if (![...before].some((id) => now.has(id))) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
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
