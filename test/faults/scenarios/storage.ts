// F13–F15: what the streams hold is lost, altered or full. The database is the truth; `npm run refill` restores from it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { listNeighbourhoods, recordNote } from '@spil/contracts';
import { Api, ApiProblem, pointInside } from '@spil/local';
import { comes, pause } from '../tools/wait';
import { figure } from '../world/metrics';
import { worldScenario, type Scene } from '../world/run';
import type { World } from '../world/world';
import { REFILLED, refill, refilled, wiped } from './refilled';
import { doubledEffect, lostFrame } from './spoiled';
import { remembersNoEnd, takesEverything } from './wrong';
import type { Line } from '../history';
import type { Control, Scenario } from '../scenario';

/** Where the broker keeps its files; only its system user may ask. */
async function storeOf({ parts: { nats, place } }: World): Promise<string | undefined> {
  const system = await connect({ servers: nats.url, user: 'system', pass: place.secrets.nats.system });
  try {
    const answer = await system.request('$SYS.REQ.SERVER.PING.JSZ', '{"config":true}', { timeout: 3_000 });
    return answer.json<{ data?: { config?: { store_dir?: string } } }>().data?.config?.store_dir;
  } finally {
    await system.close();
  }
}

/** F14: one byte of a stored message turned over while the broker is down. */
async function flipped(scene: Scene): Promise<void> {
  await turnByte(scene);
  const lost = (): Promise<number> => figure(scene.world, 'spil_stream_lost{stream="EVENTS_WIJK"}');
  const told = await comes(async () => (await lost()) > 0, 30_000);
  scene.run.history.claim('the figure that calls an operator says how many the stream lost', told, await lost());
  await refilled(scene, 'wijk');
  const over = await comes(async () => (await lost()) === 0, 30_000);
  scene.run.history.claim('and that it is whole again after the refill', over, await lost());
}

async function turnByte({ world, run }: Scene): Promise<void> {
  await pause(run.seed.between(6_000, 8_000));
  const store = await storeOf(world);
  const folder = join(store ?? '', 'SPIL', 'streams', 'EVENTS_WIJK', 'msgs');
  if (store === undefined || !existsSync(folder))
    return run.history.add({ k: 'skipped', what: 'the broker’s files are not on this machine: no byte can be turned' });
  await world.parts.nats.kill();
  const [block = ''] = readdirSync(folder)
    .filter((name) => name.endsWith('.blk'))
    .sort();
  const bytes = readFileSync(join(folder, block));
  const at = run.seed.between(Math.floor(bytes.length / 4), Math.floor((bytes.length * 3) / 4));
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(join(folder, block), bytes);
  run.history.add({ k: 'fault', what: `byte ${at} of ${block} turned over` });
  await world.parts.nats.restart();
  await comes(() => world.allReady(), 15_000);
  await pause(1_000);
}

/** How much may wait in F15 before new work is refused; 100,000 in the suite. */
const OUTBOX = 40;
const RATE = 15;

/** F15: the stream takes nothing more; what is refused waits in the outbox up to its limit, and nothing is dropped. */
async function full({ world, run }: Scene): Promise<void> {
  const wijk = world.program('wijk');
  const suite = await world.planOf('wijk');
  await wijk.stop();
  await wijk.start({ env: { ...suite.env, OUTBOX_LIMIT: String(OUTBOX) } });
  const manager = await jetstreamManager(world.parts.admin);
  await pause(run.seed.between(1_500, 2_500));
  const { state, config } = await manager.streams.info('EVENTS_WIJK');
  await manager.streams.update('EVENTS_WIJK', { max_msgs: state.messages + 5 });
  run.history.add({ k: 'fault', what: 'EVENTS_WIJK is full' });
  const refusal = await refusedNote(world, 15_000);
  const figure = refusal ? `${refusal.status} ${refusal.code}, Retry-After ${refusal.retryAfterSeconds ?? 'none'}` : 'taken';
  const told = refusal?.code.includes('outbox-full') && (refusal.retryAfterSeconds ?? 0) > 0;
  run.history.claim('503 with Retry-After when the outbox is at its limit', refusal?.status === 503 && told === true, figure);
  await pause(run.seed.between(4_000, 6_000));
  const notes = (await world.db('wijk')).collection('notes');
  const waits = (): Promise<number> => notes.countDocuments({ pendingSince: { $exists: true } });
  const waiting = await waits();
  run.history.claim('what the stream refuses waits in the outbox', waiting > 10, waiting);
  // What waits is counted when the relay is refused, a second or two apart: that much of the load may come in on top.
  run.history.claim('and no more than its limit is taken', waiting <= OUTBOX + 3 * RATE, `${waiting} of ${OUTBOX}`);
  await manager.streams.update('EVENTS_WIJK', { max_msgs: config.max_msgs });
  const gone = await comes(async () => (await waits()) < 10, 15_000);
  run.history.claim('and leaves it when there is room', gone, await waits());
  await wijk.stop();
  await wijk.start(suite);
}

/** The refusal of a note for want of room, waited for; those of another kind are a fault's own. */
async function refusedNote(world: World, ms: number): Promise<ApiProblem | undefined> {
  const api = new Api(world.ready, 'inspector-1');
  const [somewhere] = (await new Api(world.ready, 'dispatcher-1').ask(listNeighbourhoods, {})).features;
  if (!somewhere) throw new Error('the zone has no neighbourhood');
  const form = {
    ...recordNote.sample.request,
    point: pointInside(somewhere.geometry, 1),
    theme: 'noise' as const,
    handling: 'H0' as const,
  };
  let refusal: ApiProblem | undefined;
  await comes(async () => {
    await pause(200);
    await api.ask(recordNote, { ...form, observedAt: new Date(Date.now() - 60_000).toISOString() }).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.code.includes('outbox-full')) refusal = error;
    });
    return refusal !== undefined;
  }, ms);
  return refusal;
}

const lostInStream: Control = {
  what: 'the history of a stream that was made anew and not refilled',
  notices: ['I1'],
  spoil: (lines) => lines.filter((line, i): boolean => line.k !== 'stored' || i % 2 === 0) as Line[],
};

/** The next run needs a whole stream: it is refilled once this one has been looked at. */
const notRefilled: Control = {
  what: 'the same byte, and nobody compares ids or refills',
  notices: ['I1'],
  run: (run) =>
    worldScenario({
      id: 'F14',
      title: 'a byte turned over and left so',
      load: { rate: 15, seconds: 6 },
      rules: { within: 8_000 },
      fault: turnByte,
      after: async ({ world }) => void (await refill(world, 'wijk')),
      controls: [],
    }).run(run),
};

export const storageScenarios: Scenario[] = [
  worldScenario({
    id: 'F13',
    title: 'a stream wiped; refilled from the outbox of seven days',
    load: { rate: 15, seconds: 6 },
    rules: { within: REFILLED },
    fault: (scene) => wiped(scene, 'EVENTS_WIJK', 'wijk'),
    controls: [lostInStream, doubledEffect],
  }),
  worldScenario({
    id: 'F14',
    title: 'one byte of a stream’s file turned over, restart',
    load: { rate: 15, seconds: 6 },
    rules: { within: REFILLED },
    fault: flipped,
    builtWrong: remembersNoEnd,
    controls: [notRefilled, lostInStream],
  }),
  worldScenario({
    id: 'F15',
    title: `a stream at its limit (discard new), then an outbox at its limit (${OUTBOX} notes)`,
    load: { rate: RATE, seconds: 6 },
    rules: { within: 40_000 },
    fault: full,
    builtWrong: takesEverything,
    controls: [lostInStream, lostFrame],
  }),
];
