// F42: whatever there is, at random.
import { cloudEvent, eventSubject, noteRecorded, type EventContract, type ServiceName } from '@spil/contracts';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { v7 } from 'uuid';
import type { Program } from '../tools/program';
import type { Proxy, Weather } from '../tools/proxy';
import { comes, pause } from '../tools/wait';
import { zoneId } from '../world/places';
import { worldScenario, type Scene } from '../world/run';
import { endRight, giveBack } from './revoked';
import { doubledEffect, lostFrame, wrongReader } from './spoiled';

/** Bytes that are late when the weather clears would be overtaken: the connections go with it. */
async function stormy(wire: Proxy, weather: Weather, ms: number): Promise<void> {
  wire.weather = weather;
  await pause(ms);
  wire.weather = {};
  wire.cut('reset');
}

const services: ServiceName[] = ['wijk', 'information-sharing', 'intervention', 'gateway'];
/** One of them; the history says which. */
function struck({ world, run }: Scene): Program {
  const program = world.program(run.seed.pick(services));
  run.history.add({ k: 'fault', what: `it is ${program.name}` });
  return program;
}

/** What F42 draws from; each is over when its promise is. */
const faults: Record<string, (scene: Scene) => Promise<void>> = {
  'kill -9 of a service': async (scene) => struck(scene).kill(),
  'a service stopped 3 s': async (scene) => {
    const program = struck(scene);
    program.freeze();
    await pause(3_000);
    program.thaw();
  },
  'SIGTERM of a service': async (scene) => {
    const program = struck(scene);
    if (!program.alive) return;
    await program.stop();
    await program.start();
  },
  'kill -9 of the bus': async ({ world }) => {
    await world.parts.nats.kill();
    await pause(2_000);
    await world.parts.nats.restart();
  },
  'the bus stopped 7 s': async ({ world }) => {
    world.parts.nats.freeze();
    await pause(7_000);
    world.parts.nats.thaw();
  },
  'kill -9 of the database': async ({ world }) => {
    await world.parts.mongo.kill();
    await pause(2_000);
    await world.parts.mongo.restart();
  },
  'the database stopped 5 s': async ({ world }) => {
    world.parts.mongo.freeze();
    await pause(5_000);
    world.parts.mongo.thaw();
  },
  'every browser cut': async ({ readers }) => readers.forEach((reader) => reader.cut()),
  'the gateway cut off from the bus 3 s': async ({ world }) => {
    world.parts.wires.gatewayNats.weather = { blackHole: true };
    await pause(3_000);
    world.parts.wires.gatewayNats.cut('reset');
    world.parts.wires.gatewayNats.weather = {};
  },
  'a right ended and given back': async (scene) => {
    // A change of rights must be known to have been made, or the oracle could not say who may see what.
    await comes(() => scene.world.allReady(), 20_000);
    await endRight(scene);
    await pause(2_000);
    await comes(() => scene.world.allReady(), 20_000);
    await giveBack(scene);
  },
  'poison in a stream': async ({ world }) => {
    const { admin, place } = world.parts;
    const auth = new ProducerAuth({ own: { service: 'wijk', key: place.secrets.producerKeys.wijk }, listeningTo: {} });
    const subject = eventSubject(noteRecorded as EventContract, zoneId, 'poison');
    const stamp = { id: v7(), zone: zoneId, aggregate: { kind: 'note', id: 'poison' }, sequence: 1, at: new Date().toISOString() };
    const wrong = JSON.stringify(cloudEvent(noteRecorded, stamp, { noteId: 'poison' } as never));
    const publisher = new WindowPublisher(admin, { auth });
    for (const body of ['{"specversion":"1.0"', '[1,2,3]', wrong]) await publisher.publish({ subject, id: v7(), body: Buffer.from(body) });
  },
  'the router’s database 200 ms slower for 4 s': ({ world }) => stormy(world.parts.wires.routerMongo, { delay: 200 }, 4_000),
  'an answer of the router’s database lost': async ({ world: { parts } }) => {
    await Promise.race([parts.wires.routerMongo.cutWhen((way) => way === 'down'), pause(3_000)]);
  },
  'the router’s connections to its database ended 20 times': async ({ world }) => {
    // Politely, and under load: what is asked in the moment of an end must not wait for ever.
    for (let n = 0; n < 20; n++) {
      await pause(250);
      world.parts.wires.routerMongo.cut('end');
    }
  },
  'a browser that stops reading 5 s': async ({ run, readers }) => {
    const reader = run.seed.pick([...readers.values()]);
    reader.stall(true);
    await pause(5_000);
    reader.stall(false);
  },
  'the collector away 4 s': async ({ world }) => {
    world.parts.wires.otlp.weather = { refuse: true };
    world.parts.wires.otlp.cut();
    await pause(4_000);
    world.parts.wires.otlp.weather = {};
  },
};

async function everything(scene: Scene): Promise<void> {
  const { world, run } = scene;
  const until = Date.now() + run.minutes * 60_000;
  const names = Object.keys(faults);
  for (let i = 0; Date.now() < until || names.length > 0; i++) {
    await pause(run.seed.between(500, 4_000));
    // The first round is of each kind once, in the seed's order; then as it comes.
    const name = names.length > 0 ? names.splice(run.seed.between(0, names.length - 1), 1)[0] : run.seed.pick(Object.keys(faults));
    if (name === undefined) continue;
    run.history.add({ k: 'fault', what: name });
    await faults[name]?.(scene);
    if (i % 5 === 4) await comes(() => world.allReady(), 15_000);
  }
  await comes(() => world.allReady(), 30_000);
}

/** Letters of poison say what it was; nothing else may be among them. */
function deadOfPoison({ run }: Scene): void {
  const letters = run.history.lines.flatMap((line) => (line.k === 'dead' ? [`${line.service} ${line.reason}`] : []));
  const others = letters.filter((letter) => !/ (undecodable|invalid)$/.test(letter));
  run.history.claim('what is dead was poison', others.length === 0, others.join(', ') || `${letters.length} letters`);
}

export const everythingAtRandom = worldScenario({
  id: 'F42',
  title: 'everything at random, each kind once and for the minutes asked (1 by default, 10 to pass)',
  load: { rate: 15, seconds: 5 },
  // Poison is among it: its letters belong to the run, and are counted there.
  rules: { within: 60_000, mayBeDead: true },
  fault: everything,
  after: deadOfPoison,
  controls: [lostFrame, doubledEffect, wrongReader],
});
