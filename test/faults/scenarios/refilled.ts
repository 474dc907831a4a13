import { jetstreamManager } from '@nats-io/jetstream';
import { topology, type ServiceName } from '@spil/contracts';
import { isWhole, refillDamaged, type RefillOutcome } from '@spil/local';
import { Program } from '../tools/program';
import { comes, pause } from '../tools/wait';
import { zones } from '../world/places';
import type { Scene } from '../world/run';
import type { World } from '../world/world';

/** ms until all is quiet after a refill: durables made anew, or set back, are given everything once more, so it grows with the stream. */
export const REFILLED = 180_000;

const plan = topology(zones);
const STREAM_OPTIONS = { ackWait: 5_000, pinTimeout: 2_000, maxBytes: 256 * 1024 ** 2 };

/** What `npm run refill` does, with this world's addresses. */
export async function refill(world: World, service: ServiceName): Promise<RefillOutcome> {
  const { admin } = world.parts;
  const db = await world.db(service);
  const publishAgain = async (streams: readonly string[]): Promise<void> => {
    const { againAfter: _, ready: __, ...program } = await world.planOf(service);
    const once = new Program({
      ...program,
      name: `${service}-refill`,
      env: { ...program.env, HTTP_PORT: '0', REFILL_STREAMS: streams.join(',') },
      ready: () => Promise.resolve(true),
    });
    await once.start();
    await once.ended();
  };
  return refillDamaged({ admin, db, service, plan, options: STREAM_OPTIONS, publishAgain, say: () => undefined });
}

export async function refilled({ world, run }: Scene, service: ServiceName): Promise<void> {
  // Durables that the broker set back deliver everything again: whoever looks at once finds a database that is busy.
  await comes(() => world.allReady(), 30_000);
  const { before, after } = await refill(world, service);
  const lost = before.reduce((sum, { missing, altered }) => sum + missing.length + altered.length, 0);
  const damaged = before
    .filter((report) => !isWhole(report))
    .map(({ stream, missing, altered }) => `${stream} ${missing.length}+${altered.length}`);
  run.history.claim('the comparison of ids finds the damage', lost > 0, `${lost} messages: ${damaged.join(', ')}`);
  const equal = after.reduce((sum, report) => sum + report.equal, 0);
  run.history.claim(
    'refilled: every message of the database is in its stream with the same content',
    after.length > 0 && after.every(isWhole),
    `${equal} equal`,
  );
}

export async function wiped(scene: Scene, stream: string, service: ServiceName): Promise<void> {
  await pause(scene.run.seed.between(2_000, 4_000));
  await (await jetstreamManager(scene.world.parts.admin)).streams.delete(stream);
  scene.run.history.add({ k: 'fault', what: `${stream} is gone` });
  await pause(scene.run.seed.between(1_000, 3_000));
  await refilled(scene, service);
}
