// F26: one of ten browsers stops reading.
import { cloudEvent, feedSubject, unitFrame, type FrameContract } from '@spil/contracts';
import { Api } from '@spil/local';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { v7 } from 'uuid';
import { comes, quantile } from '../tools/wait';
import { zoneId } from '../world/places';
import { Reader } from '../world/reader';
import { worldScenario, type Scene } from '../world/run';
import { lostFrame } from './spoiled';
import { keepsEverything } from './wrong';
import type { Scenario } from '../scenario';

const FRAMES = 16_000;

/** Floods the northern crews' stream with frames that carry `word-0`, `word-1`, …; answers when each was given to the broker. */
async function flood({ world, mark }: Scene, word: string): Promise<Map<string, number>> {
  const { admin, place } = world.parts;
  const auth = new ProducerAuth({ own: { service: 'intervention', key: place.secrets.producerKeys.intervention }, listeningTo: {} });
  const publisher = new WindowPublisher(admin, { auth });
  const subject = feedSubject(unitFrame as FrameContract, zoneId, { audience: 'crew-noord', aggregateId: mark });
  const at = new Date().toISOString();
  const sent = new Map<string, number>();
  const message = (n: number) => {
    const id = v7();
    const unitId = `${mark}-${word}-${n}`;
    sent.set(unitId, Date.now());
    const stamp = { id, zone: zoneId, aggregate: { kind: 'unit', id: mark }, sequence: n, at };
    const body = JSON.stringify(cloudEvent(unitFrame, stamp, { unitId, team: 'noord', status: 'available', since: at }));
    return { subject, id, body: Buffer.from(body) };
  };
  for (let n = 0; n < FRAMES; n += 500) await publisher.publishBatch(Array.from({ length: 500 }, (_, i) => message(n + i)));
  return sent;
}

/** The p99 over all frames and readers of the time from the broker to the reader, ms. */
const p99Of = (readers: readonly Reader[], sent: ReadonlyMap<string, number>): number =>
  Math.round(
    quantile(
      readers.flatMap(({ at }) => [...sent].map(([word, t]) => (at.get(word) ?? Infinity) - t)),
      0.99,
    ),
  );

/** What one turn found: p99 of the nine others while the tenth reads and while it does not, ms, and what of the tenth's is amiss. */
interface Turn {
  calm: number;
  stalled: number;
  /** Bytes the gateway held more. */
  grown: number;
  others: number;
  cut: boolean;
  lacking: number;
}

/** A flood while all ten read, and one while the first does not: it must be cut, and have everything when it comes back. */
async function turn(scene: Scene, crowd: readonly Reader[], n: number): Promise<Turn> {
  const { world, run, mark } = scene;
  const [still, ...others] = crowd as [Reader, ...Reader[]];
  const has = (reader: Reader, word: string): boolean => reader.got.has(`${mark}-${word}-${FRAMES - 1}`);
  // What a flood costs by itself. As long a one, for the lag of a flood grows while it lasts.
  const calm = await flood(scene, `w8${n}`);
  await comes(() => crowd.every((reader) => has(reader, `w8${n}`)), 40_000);
  const gateway = world.program('gateway');
  const before = (await gateway.memory()).used;
  const { opens } = still;
  still.stall(true);
  run.history.add({ k: 'fault', what: 'one of ten browsers stops reading' });
  const word = `w9${n}`;
  const stalled = await flood(scene, word);
  await comes(() => others.every((reader) => has(reader, word)), 40_000);
  const closed = await comes(() => !still.isOpen, 20_000);
  const grown = (await gateway.memory()).used - before;
  still.stall(false);
  const cut = closed || (await comes(() => still.opens > opens, 10_000));
  await comes(() => has(still, word), 40_000);
  const lacking = FRAMES - [...still.got].filter((got) => got.startsWith(`${mark}-${word}-`)).length;
  const complete = others.filter((reader) => has(reader, word)).length;
  return { calm: p99Of(others, calm), stalled: p99Of(others, stalled), grown, others: complete, cut, lacking };
}

async function doesNotRead(scene: Scene): Promise<void> {
  const { world, run, mark } = scene;
  const api = new Api(world.ready, 'crew-1');
  const crowd = Array.from({ length: 10 }, (_, i) => new Reader(api, { mark, name: `browser-${i}`, timed: true }));
  await comes(() => crowd.every(({ lastId }) => lastId !== undefined), 20_000);
  const turns: Turn[] = [];
  for (let n = 0; n < (scene.spoiled.length > 0 ? 1 : 3); n++) turns.push(await turn(scene, crowd, n));
  for (const reader of crowd) reader.close();
  const say = (of: keyof Turn): string => turns.map((one) => one[of]).join(', ');
  run.history.claim(
    'the nine others have everything',
    turns.every(({ others }) => others === 9),
    say('others'),
  );
  const grown = Math.max(...turns.map((one) => one.grown));
  // It remembers the last 4,096 frames for everybody; the whole flood, once for each reader, would be far more.
  run.history.claim('the gateway holds less than 40 MB more', grown < 40e6, `${Math.round(grown / 1e6)} MB`);
  run.history.claim(
    'it is cut',
    turns.every(({ cut }) => cut),
    say('cut'),
  );
  run.history.claim(
    'and has everything when it comes back',
    turns.every(({ lacking }) => lacking === 0),
    `${say('lacking')} lacking`,
  );
  // Readers, gateway and broker share the machine's processors, and one flood takes twice as long as the next: the best of several
  // is what the path can do. Who does not read costs the others something in each of them, or not at all.
  const [usual, slow] = [Math.min(...turns.map(({ calm }) => calm)), Math.min(...turns.map(({ stalled }) => stalled))];
  const p99 = `${usual} → ${slow} ms (${say('calm')} → ${say('stalled')})`;
  // Below 100 ms more the machine decides.
  run.history.claim('the others’ p99 ≤ 1.2 × what it was', slow <= Math.max(usual * 1.2, usual + 100), p99);
}

export const slowBrowserScenarios: Scenario[] = [
  worldScenario({
    id: 'F26',
    title: 'one of ten browsers stops reading while its crew’s stream is flooded',
    load: { rate: 5, seconds: 4 },
    rules: { within: 40_000 },
    fault: doesNotRead,
    builtWrong: keepsEverything,
    controls: [lostFrame],
  }),
];
