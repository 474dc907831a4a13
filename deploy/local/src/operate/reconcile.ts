// Compares what a service's database says it published with what its streams hold, id by id.
import { jetstreamManager, JetStreamApiError, type JsMsg, type StreamInfo } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { frames, parseSubject, type ServiceName, type StreamPlan } from '@spil/contracts';
import { header, readStream } from '@spil/messaging';
import type { Db } from '@spil/mongo';
import { hashOf, keptOf, type KeptMessage, type KeptOfService } from './kept-messages';

const DAY = 86_400_000;
/** The database forgets after seven days; what is near that age may be forgotten while we look. */
const KNOWN_MS = 7 * DAY - 3_600_000;
const CLOCKS_MS = 10_000;

/** What came of one stream. */
export interface StreamReport {
  stream: string;
  /** `refilling`: a refill was begun and not ended. */
  state: 'there' | 'absent' | 'refilling';
  /** Messages the database keeps for it, and how many of those are in the stream with the same content. */
  expected: number;
  equal: number;
  missing: KeptMessage[];
  altered: KeptMessage[];
  /** Ids in the stream, of this service and of the last week, that its database does not know. */
  unknown: string[];
  /** Messages that stand behind a later one of their aggregate. */
  disordered: number;
  /** When the stream was made: its epoch. */
  epoch: string;
}

export const isWhole = ({ state, missing, altered }: StreamReport): boolean =>
  state === 'there' && missing.length === 0 && altered.length === 0;

/** Streams a service publishes to. */
export function streamsOf(service: ServiceName, streams: readonly StreamPlan[]): StreamPlan[] {
  const mine = frames.filter(({ owner }) => owner === service).flatMap(({ audiences }) => [...audiences]);
  const addressed = (audience: string): boolean =>
    mine.some((name) => name === audience || (name.endsWith('*') && audience.startsWith(name.slice(0, -1))));
  return streams.filter(({ subjects: [subject = ''], kind }) => {
    if (kind === 'events') return subject.startsWith(`events.${service}.`);
    return (kind === 'feed' || kind === 'state') && addressed(subject.split('.')[2] ?? '');
  });
}

/** Reads the database first and the streams after it, so that what was published must be found. */
export async function reconcile(
  admin: NatsConnection,
  db: Db,
  service: ServiceName,
  streams: readonly StreamPlan[],
): Promise<StreamReport[]> {
  const began = Date.now();
  const mine = streamsOf(service, streams);
  const kept = await keptOf(db, mine);
  const reports: StreamReport[] = [];
  for (const { name } of mine) reports.push(await compared(admin, name, { kept, service, began }));
  return reports;
}

interface Side {
  kept: KeptOfService;
  service: ServiceName;
  /** When the reading of the database began, ms. */
  began: number;
}

async function compared(admin: NatsConnection, stream: string, side: Side): Promise<StreamReport> {
  const info = await infoOf(admin, stream);
  const comparison = new Comparison(stream, side);
  if (info) for await (const message of readStream(admin, stream)) comparison.take(message);
  return { stream, state: stateOf(info), epoch: info?.created ?? '', ...comparison.outcome() };
}

/** One stream, message by message, against what is expected of it. */
class Comparison {
  private readonly expected: ReadonlyMap<string, KeptMessage>;
  private readonly left: Map<string, KeptMessage>;
  private readonly altered: KeptMessage[] = [];
  private readonly unknown: string[] = [];
  private readonly last = new Map<string, number>();
  private disordered = 0;

  constructor(
    stream: string,
    private readonly side: Side,
  ) {
    this.expected = side.kept.expected.get(stream) ?? new Map<string, KeptMessage>();
    this.left = new Map(this.expected);
  }

  take(message: JsMsg): void {
    const id = message.headers?.get(header.id) ?? '';
    const known = this.expected.get(id);
    if (known) this.found(known, message);
    else if (this.isStrange(id, message)) this.unknown.push(id);
  }

  outcome(): Omit<StreamReport, 'stream' | 'state' | 'epoch'> {
    const { expected, altered, unknown, disordered } = this;
    const missing = [...this.left.values()];
    return { expected: expected.size, equal: expected.size - missing.length - altered.length, missing, altered, unknown, disordered };
  }

  private found(known: KeptMessage, { subject, data }: JsMsg): void {
    // A repeat from behind the broker's window of duplicates says nothing new.
    if (!this.left.delete(known.id)) return;
    if (known.hash !== hashOf(subject, data)) this.altered.push(known);
    if (known.order < (this.last.get(known.aggregate) ?? -1)) this.disordered++;
    this.last.set(known.aggregate, known.order);
  }

  /** Of this service, old enough that the database was read after it, and too young to be forgotten there. */
  private isStrange(id: string, { subject, timestamp }: JsMsg): boolean {
    const { kept, service, began } = this.side;
    const stored = Date.parse(timestamp);
    const young = stored > began - KNOWN_MS && stored < began - CLOCKS_MS;
    return young && !kept.known.has(id) && ownerOf(subject) === service;
  }
}

const stateOf = (info: StreamInfo | undefined): StreamReport['state'] =>
  !info
    ? 'absent'
    : info.config.subjects.every((subject) => subject.startsWith('refill.')) || info.config.max_msg_size === 1
      ? 'refilling'
      : 'there';

function ownerOf(subject: string): string | undefined {
  const parsed = parseSubject(subject);
  return parsed?.prefix === 'events' ? parsed.owner : frames.find(({ frame }) => frame === parsed?.name)?.owner;
}

async function infoOf(admin: NatsConnection, stream: string): Promise<StreamInfo | undefined> {
  try {
    return await (await jetstreamManager(admin)).streams.info(stream);
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined;
    throw error;
  }
}
