import { randomBytes, randomUUID } from 'node:crypto';
import { listInbox, listMyNotes, listNeighbourhoods, recordNote, subscribe } from '@spil/contracts';
import { Api, readReady, type ReadyFile } from './api';
import { FeedListener, type ReceivedFrame } from './feed';
import { pointInside } from './points';
import { waitFor } from './wait';

/** One hop of the main job and how long after the inspector's tap it was done, in milliseconds. */
interface Hop {
  hop: string;
  ms: number;
}
class BrokenHop extends Error {
  constructor(readonly hop: string) {
    super(`broken hop: ${hop}`);
  }
}

const within = 10_000;

async function smoke(ready: ReadyFile): Promise<{ hops: Hop[]; traceId: string; services: string[]; noteId: string }> {
  const people = {
    inspector: new Api(ready, 'inspector-1'),
    crew: new Api(ready, 'crew-1'),
    investigator: new Api(ready, 'investigator-1'),
  };
  const crewFrames: ReceivedFrame[] = [];
  const deskFrames: ReceivedFrame[] = [];
  const feeds = [
    new FeedListener(people.crew, { onFrame: (frame) => crewFrames.push(stamped(frame)) }),
    new FeedListener(people.investigator, { onFrame: (frame) => deskFrames.push(stamped(frame)) }),
  ];
  try {
    await hop('crew and investigator sign in and open their feeds', Promise.all(feeds.map((feed) => feed.ready())));
    const follow = { name: 'smoke: drugs', criteria: { themes: ['drugs' as const] } };
    await hop(
      'investigator subscribes',
      people.investigator.ask(subscribe, follow, { idempotencyKey: `smoke-subscription-${ready.zone.id}` }),
    );
    return await mainJob(ready, people, { crewFrames, deskFrames });
  } finally {
    for (const feed of feeds) feed.close();
  }
}

interface Seen {
  crewFrames: ReceivedFrame[];
  deskFrames: ReceivedFrame[];
}
async function mainJob(ready: ReadyFile, people: { inspector: Api; investigator: Api }, seen: Seen) {
  const traceId = randomBytes(16).toString('hex');
  const traceparent = `00-${traceId}-${randomBytes(8).toString('hex')}-01`;
  const note = { ...recordNote.sample.request, point: await placeInNorth(people.inspector), observedAt: new Date().toISOString() };
  await people.inspector.accessToken();
  const started = performance.now();
  const since = (at: number): number => Math.round((at - started) * 10) / 10;
  const { noteId } = await hop(
    'gateway → wijk: the note is recorded',
    people.inspector.ask(recordNote, note, { traceparent, idempotencyKey: randomUUID() }),
  );
  const recorded = performance.now();
  const onScreen = await hop('information-sharing → intervention → crew: the briefing is on the screen', frameOf(seen.crewFrames, noteId));
  const filed = await hop('information-sharing → local investigation: the item is in the inbox', frameOf(seen.deskFrames, noteId));
  await hop(
    'local investigation: the inbox lists it',
    waitFor(async () => {
      const { entries } = await people.investigator.ask(listInbox, { limit: 20 });
      return entries.some((entry) => entry.noteId === noteId);
    }, within),
  );
  await hop(
    'wijk: the author sees where it went',
    waitFor(async () => {
      const { notes } = await people.inspector.ask(listMyNotes, { limit: 20 });
      return notes.find((one) => one.noteId === noteId)?.steps.some((step) => step.step === 'routed');
    }, within),
  );
  const ledger = performance.now();
  const services = await hop('telemetry: the trace crosses all services', servicesOf(ready, traceId));
  const hops = [
    { hop: 'recorded (201 at the inspector)', ms: since(recorded) },
    { hop: 'on the crew’s screen', ms: since(arrival(onScreen)) },
    { hop: 'in the investigator’s inbox', ms: since(arrival(filed)) },
    { hop: 'in the author’s ledger', ms: since(ledger) },
  ];
  return { hops, traceId, services, noteId };
}

const arrivals = new WeakMap<ReceivedFrame, number>();
function stamped(frame: ReceivedFrame): ReceivedFrame {
  arrivals.set(frame, performance.now());
  return frame;
}
const arrival = (frame: ReceivedFrame): number => arrivals.get(frame) ?? 0;

const frameOf = (frames: ReceivedFrame[], noteId: string): Promise<ReceivedFrame> =>
  waitFor(() => frames.find((frame) => frame.data['noteId'] === noteId), within);

async function hop<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const broken = new BrokenHop(name);
    broken.cause = error;
    throw broken;
  }
}

/** A place in the half of the zone the demo crew of the north covers. */
async function placeInNorth(api: Api): Promise<[number, number]> {
  const { features } = await api.ask(listNeighbourhoods, {});
  const north = features.filter((feature) => feature.properties.inspector === 'Ina Demo');
  const wijk = north[0] ?? features[0];
  if (!wijk) throw new Error('no zone is loaded: npm run import -- zone FILE.geojson');
  return pointInside(wijk.geometry, 1);
}

const crossed = ['gateway', 'wijk', 'information-sharing', 'intervention'];
async function servicesOf(ready: ReadyFile, traceId: string): Promise<string[]> {
  return waitFor(async () => {
    const response = await fetch(`${ready.traces}/api/traces/${traceId}`);
    if (!response.ok) return undefined;
    const { data } = (await response.json()) as { data: { processes: Record<string, { serviceName: string }> }[] };
    const names = [...new Set(Object.values(data[0]?.processes ?? {}).map((process) => process.serviceName))];
    return crossed.every((service) => names.includes(service)) ? names : undefined;
  }, within);
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  try {
    const ready = readReady();
    const result = await smoke(ready);
    if (json) return void console.log(JSON.stringify({ ok: true, ...result }));
    for (const { hop: name, ms } of result.hops) console.log(`${String(ms).padStart(8)} ms  ${name}`);
    console.log(`trace ${result.traceId} through ${result.services.join(', ')}\nsee it: npm run trace -- ${result.traceId}`);
  } catch (error) {
    const name = error instanceof BrokenHop ? error.hop : 'start';
    const reason = error instanceof Error ? String((error.cause as Error | undefined)?.message ?? error.message) : String(error);
    if (json) console.log(JSON.stringify({ ok: false, brokenHop: name, reason }));
    console.error(`The main job broke at: ${name}\n  ${reason}`);
    process.exitCode = 1;
  }
}
void main().then(() => process.exit());
