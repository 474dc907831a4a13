import { createHmac } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { ChainStore, readLogCollection, verifyChain, type ReadLogCollection } from '@spil/audit';
import { serviceNames, topology, type Sealed, type ServiceName } from '@spil/contracts';
import { listDead } from '@spil/messaging';
import { Sealer } from '@spil/mongo';
import { isWhole } from '../checker/after';
import { factsOf } from '../checker/facts';
import type { History } from '../history';
import { readStream } from '../line/observe';
import { comes } from '../tools/wait';
import { zoneId, zones } from './places';
import type { Scene } from './run';
import { droppedSpans } from './metrics';
import type { World } from './world';

const outboxes: [ServiceName, string[]][] = [
  ['wijk', ['notes']],
  ['information-sharing', ['routings', 'inbox', 'assignments']],
  ['intervention', ['briefings', 'calls', 'units']],
  ['environment', ['sensitivePoints']],
];

/** Nothing waits anywhere: no outbox, no durable. */
export async function drained(world: World): Promise<boolean> {
  for (const [service, names] of outboxes) {
    const db = await world.db(service);
    for (const name of names) if ((await db.collection(name).countDocuments({ pendingSince: { $exists: true } })) > 0) return false;
  }
  const manager = await jetstreamManager(world.parts.admin, { timeout: 2_000 });
  for (const { stream, durable } of topology(zones).durables) {
    const { num_pending, num_ack_pending } = await manager.consumers.info(stream, durable);
    if (num_pending + num_ack_pending > 0) return false;
  }
  return true;
}

/** Every delivery that is due has come. */
function delivered(history: History, readers: Scene['readers']): boolean {
  const { signals, oracle } = factsOf(history.lines);
  const now = Date.now();
  return [...readers.values()].every(({ name, got }) =>
    signals.every((signal) => got.has(signal.id) || !oracle.mustSee(name, signal, now)),
  );
}

/** Waits until all is there, writes down when, and then looks at everything. */
export async function observe(
  { world, run: { history }, readers, changes }: Pick<Scene, 'world' | 'run' | 'readers' | 'changes'>,
  since: number,
): Promise<void> {
  const within = factsOf(history.lines).rules.within;
  const dispatcher = readers.get('dispatcher-1');
  const all = async (): Promise<boolean> =>
    delivered(history, readers) && changes.arrived(dispatcher) && (await world.allReady()) && (await drained(world));
  if (await comes(all, within + 2_000)) history.add({ k: 'recovered', what: 'deliveries, readiness, outboxes and durables' });
  await changes.observe(dispatcher);
  await documents(world, history, since);
  await streams(world, history);
  await effects(world, history, since);
  await chains(world, history);
  await readLines(world, history, since);
  for (const { letter } of await listDead(world.parts.admin, { limit: 1_000 })) {
    if (Date.parse(letter.at) >= since) history.add({ k: 'dead', service: letter.service, reason: letter.reason.kind, about: letter.id });
  }
  await traces(world, history);
}

/** What the databases hold of this run; the texts are opened with the services' own keys to find the writer's word. */
async function documents(world: World, history: History, since: number): Promise<void> {
  const { secrets } = world.parts.place;
  const keys = Object.fromEntries(Object.entries(secrets.sealKeys).map(([name, key]) => [name, Buffer.from(key, 'base64')]));
  const from = new Date(since).toISOString();
  const word = (service: ServiceName, { _id, sealed }: { _id: string; sealed: Sealed }): string | undefined =>
    /\S+-w\d+-\d+/.exec(JSON.stringify(new Sealer(service, keys).open(sealed, _id)))?.[0]?.replace(/^.*"/, '');
  for (const [service, name, when, kind] of [
    ['wijk', 'notes', 'recordedAt', 'note'],
    ['intervention', 'calls', 'registeredAt', 'call'],
  ] as const) {
    const found = await (
      await world.db(service)
    )
      .collection<{ _id: string; sealed: Sealed; idempotency?: { key: string } }>(name)
      .find({ [when]: { $gte: from } } as never, { projection: { sealed: 1, idempotency: 1 } })
      .toArray();
    for (const document of found) {
      const token = word(service, document);
      const key = document.idempotency?.key;
      history.add({ k: 'document', kind, id: document._id, ...(key ? { key } : {}), ...(token ? { token } : {}) });
    }
  }
}

async function streams(world: World, history: History): Promise<void> {
  const { admin } = world.parts;
  const ours = new Set(history.lines.flatMap((line) => (line.k === 'ack' ? [line.id] : [])));
  const add = (stream: string, field: 'noteId' | 'callId'): Promise<number> =>
    readStream(admin, stream, ({ seq, id, event }) => {
      const about = (event.data as Record<string, string> | undefined)?.[field] ?? '';
      if (!ours.has(about)) return;
      const n = Number(event.sequence ?? Number.NaN);
      history.add({ k: 'stored', stream, seq, id, about, aggregate: about, ...(Number.isFinite(n) ? { n } : {}) });
    });
  await add('EVENTS_WIJK', 'noteId');
  await add(`FEEDS_${zoneId}_dispatch`, 'callId');
  await versions(world, history);
}

/** What changed several times, version by version: points for their two consumers, a unit for the dispatch room. */
async function versions({ parts: { admin } }: World, history: History): Promise<void> {
  const ours = new Set(history.lines.flatMap((line) => (line.k === 'write' && line.n !== undefined ? [line.aggregate] : [])));
  for (const stream of ['EVENTS_ENVIRONMENT', `FEEDS_${zoneId}_dispatch`]) {
    await readStream(admin, stream, ({ seq, id, event: { subject = '', sequence: n } }) => {
      const aggregate = subject.slice(subject.indexOf('/') + 1);
      if (n !== undefined && ours.has(aggregate)) history.add({ k: 'stored', stream, seq, id, about: `${aggregate}#${n}`, aggregate, n });
    });
  }
}

async function effects(world: World, history: History, since: number): Promise<void> {
  const ours = new Set(history.lines.flatMap((line) => (line.k === 'ack' ? [line.id] : [])));
  const count = (consumer: string, ids: readonly string[]): void => {
    const times = new Map<string, number>();
    for (const id of ids) if (ours.has(id)) times.set(id, (times.get(id) ?? 0) + 1);
    for (const [id, n] of times) history.add({ k: 'effect', consumer, id, times: n });
  };
  const sharing = await world.db('information-sharing');
  const routed = await sharing
    .collection<{ noteId: string }>('routings')
    .find({}, { projection: { noteId: 1 } })
    .toArray();
  count(
    'routing',
    routed.map(({ noteId }) => noteId),
  );
  const shared = new Map<string, string>();
  await readStream(world.parts.admin, 'EVENTS_INFORMATION_SHARING', ({ id, event }) => {
    const { noteId, itemId } = (event.data ?? {}) as { noteId?: string; itemId?: string };
    if (itemId !== undefined && noteId !== undefined) shared.set(event.id || id, noteId);
  });
  count('shared with crews', [...shared.values()]);
  const from = new Date(since).toISOString();
  const briefed = await (
    await world.db('intervention')
  )
    .collection<{ noteId: string }>('briefings')
    .find({ briefedAt: { $gte: from } } as never, { projection: { noteId: 1 } })
    .toArray();
  count(
    'briefing',
    briefed.map(({ noteId }) => noteId),
  );
  const notes = await (
    await world.db('wijk')
  )
    .collection<{ _id: string; steps: { stepId: string }[] }>('notes')
    .find({ recordedAt: { $gte: from } } as never, { projection: { steps: 1 } })
    .toArray();
  for (const { _id, steps } of notes) {
    const twice = steps.length - new Set(steps.map(({ stepId }) => stepId)).size;
    if (ours.has(_id)) history.add({ k: 'effect', consumer: 'ledger', id: _id, times: steps.length === 0 ? 0 : 1 + twice });
  }
}

async function chains(world: World, history: History): Promise<void> {
  for (const service of serviceNames) {
    const log = (await world.db(service)).collection(readLogCollection) as unknown as ReadLogCollection;
    const verified = await verifyChain(new ChainStore(log, service).all(), { service });
    const why = verified.ok ? {} : { why: `${verified.why} at ${verified.brokenAt}` };
    history.add({ k: 'chain', service, ok: verified.ok, count: verified.count, ...why });
  }
}

/** Lines of the gateway's read log about calls of this run; they name records by pseudonyms only, which are made here again. */
async function readLines(world: World, history: History, since: number): Promise<void> {
  const subjectKey = createHmac('sha256', world.parts.place.secrets.sealKeys.gateway).update('read-log subjects').digest('base64url');
  const pseudonym = (id: string): string => createHmac('sha256', subjectKey).update(`call\n${id}`).digest('hex');
  const { signals } = factsOf(history.lines);
  const calls = new Map(signals.filter(({ kind }) => kind === 'call').map(({ id }) => [pseudonym(id), id]));
  const lines = await (
    await world.db('gateway')
  )
    .collection<{ actor: string; subjectPseudonym: string }>(readLogCollection)
    .find({ name: 'deliver-frame', endTime: { $gte: new Date(since).toISOString() } } as never, {
      projection: { actor: 1, subjectPseudonym: 1 },
    })
    .toArray();
  const times = new Map<string, number>();
  for (const { actor, subjectPseudonym } of lines) {
    const id = calls.get(subjectPseudonym);
    if (id !== undefined) times.set(`${actor} ${id}`, (times.get(`${actor} ${id}`) ?? 0) + 1);
  }
  for (const [name, count] of times) {
    const [reader = '', id = ''] = name.split(' ');
    history.add({ k: 'read-lines', reader, id, times: count });
  }
}

interface Jaeger {
  data?: { spans: { operationName: string }[] }[];
}

/** Asks the embedded receiver for the trace of each acknowledged note, 100 at most. */
async function traces(world: World, history: History): Promise<void> {
  const { rules, acks, writes } = factsOf(history.lines);
  if (!rules.traces) return;
  const asked = [...acks.values()].filter(({ key, attempt }) => attempt === 1 && writes.get(key)?.kind === 'note').slice(0, 100);
  const base = world.ready.traces;
  const spansOf = async (trace: string): Promise<string[]> => {
    const response = await fetch(`${base}/api/traces/${trace}`);
    const body = (await response.json().catch(() => ({}))) as Jaeger;
    return (body.data ?? []).flatMap(({ spans }) => spans.map(({ operationName }) => operationName));
  };
  const until = Date.now() + 10_000;
  for (const { trace = '' } of asked) {
    await comes(async () => isWhole(await spansOf(trace)), Math.max(0, until - Date.now()));
    history.add({ k: 'trace', trace, spans: [...new Set(await spansOf(trace))] });
  }
  history.add({ k: 'dropped-spans', count: await droppedSpans(world) });
}
