import fc from 'fast-check';
import { describe, it } from '@jest/globals';
import { aggregates, doors, troubles, World } from './outbox-model.fixture';
import { Refused } from './refused';
import { relayRound } from './round';

const options = { limit: 3, now: () => new Date(0), telemetry: {} };

describe('relay against its model', () => {
  it('loses nothing, sends nothing twice and keeps the order of an aggregate, whoever dies when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), aggregates, troubles, async (scheduler, committing, fates) => {
        const world = new World();
        let at = 0;
        const { source, publisher } = doors(world, scheduler, () => fates[at++] ?? 'none');
        let now = 0;
        const relay = async (rounds: number): Promise<void> => {
          // Each relay remembers what it was refused; time goes on with every round.
          const aside = new Refused(
            () => 0.5,
            () => now,
          );
          for (let i = 0; i < rounds; i++) {
            now += 400;
            await relayRound(source, publisher, { ...options, aside }).catch(() => undefined);
          }
        };
        const write = async (): Promise<void> => {
          for (const aggregate of committing) {
            await scheduler.schedule(Promise.resolve());
            world.commit(aggregate);
          }
        };
        await scheduler.waitFor(Promise.all([write(), relay(6), relay(6)]));
        // Whatever happened before: from now on all is well, and a few rounds must be enough.
        at = fates.length;
        await scheduler.waitFor(relay(30));
        world.expectAllSent();
      }),
      { numRuns: 1_000 },
    );
  });
});
