// F42: whatever there is, at random.
import type { ServiceName } from '@spil/contracts';
import { comes, pause } from '../tools/wait';
import { worldScenario, type Scene } from '../world/run';
import { doubledEffect, lostFrame, wrongReader } from './spoiled';

const services: ServiceName[] = ['wijk', 'information-sharing', 'intervention', 'gateway'];
/** What F42 draws from; each is over when its promise is. */
const faults: Record<string, (scene: Scene) => Promise<void>> = {
  'kill -9 of a service': async ({ world, run }) => world.program(run.seed.pick(services)).kill(),
  'a service stopped 3 s': async ({ world, run }) => {
    const program = world.program(run.seed.pick(services));
    program.freeze();
    await pause(3_000);
    program.thaw();
  },
  'SIGTERM of a service': async ({ world, run }) => {
    const program = world.program(run.seed.pick(services));
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
  for (let i = 0; Date.now() < until; i++) {
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

export const everythingAtRandom = worldScenario({
  id: 'F42',
  title: 'everything at random, for the minutes asked (1 by default, 10 to pass)',
  load: { rate: 15, seconds: 5 },
  rules: { within: 60_000 },
  fault: everything,
  controls: [lostFrame, doubledEffect, wrongReader],
});
