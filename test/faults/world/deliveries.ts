import { jetstreamManager, type ConsumerInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { topology } from '@spil/contracts';
import { zones } from './places';
import type { World } from './world';

/** ms the broker waits for an acknowledgement in this world: what a killed program held comes again soon. A suite has 30 s. */
export const ACK_WAIT = 5_000;

/**
 * Sets how long the broker waits for an acknowledgement of every durable, ms. Where nothing may come again (F36) it counts that a
 * program that starts on two busy cores is silent for longer than five seconds.
 */
export async function patience({ parts: { admin } }: World, ms: number): Promise<void> {
  const manager = await jetstreamManager(admin);
  for (const { stream, durable } of topology(zones).durables) await manager.consumers.update(stream, durable, { ack_wait: nanos(ms) });
}

/** Deliveries beyond the first, for each durable. */
export async function redelivered({ parts: { admin } }: World): Promise<Map<string, number>> {
  const manager = await jetstreamManager(admin);
  const more = new Map<string, number>();
  for (const { stream, durable, filters } of topology(zones).durables) {
    const look = (): Promise<ConsumerInfo> => manager.consumers.info(stream, durable);
    const stored = async (): Promise<number> => {
      let there = 0;
      for (const subjects_filter of filters) {
        const { state } = await manager.streams.info(stream, { subjects_filter });
        there += Object.values(state.subjects ?? {}).reduce((sum, n) => sum + n, 0);
      }
      return there;
    };
    // Under load the two answers are of different moments: only when nothing moved between two looks do they belong together.
    for (let before = await look(); ;) {
      const there = await stored();
      const after = await look();
      const still = after.delivered.consumer_seq === before.delivered.consumer_seq && after.num_pending === before.num_pending;
      if (still) more.set(`${stream} ${durable}`, after.delivered.consumer_seq - (there - after.num_pending));
      if (still) break;
      before = after;
    }
  }
  return more;
}
