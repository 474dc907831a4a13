import { topology } from '@spil/contracts';
import { RequestHandling, type Platform } from '@spil/service-host';
import { container as root, instanceCachingFactory as once, type DependencyContainer } from 'tsyringe';
import { MongoDecisions } from './edge/mongo/decisions.mongo';
import { MongoEnds } from './edge/mongo/ends.mongo';
import { BusWatch } from './edge/nats/bus-watch';
import { NatsLetters } from './edge/nats/letters.nats';
import type { config } from './operations.config';
import { DropDeadLetter } from './use-cases/drop-dead-letter/drop-dead-letter';
import { ListDeadLetters } from './use-cases/list-dead-letters/list-dead-letters';
import { ReplayDeadLetter } from './use-cases/replay-dead-letter/replay-dead-letter';

/** Ports by adapter, use cases by their ports. A test replaces an adapter by registering it again. */
export function operationsContainer(platform: Platform<ReturnType<typeof config>>): DependencyContainer {
  const c = root.createChildContainer();
  const { bus, clock, ids, db, log, zones } = platform;
  const letters = new NatsLetters(bus);
  const decisions = new MongoDecisions(db);
  const moments = { now: () => clock.now(), next: () => ids.next() };
  const watching = { every: platform.config.WATCH_EVERY_MS, ends: new MongoEnds(db), log, now: () => Date.parse(clock.now()) };
  c.registerInstance(RequestHandling, platform.handling);
  c.register(BusWatch, { useFactory: once(() => new BusWatch(bus, letters, topology(zones), watching)) });
  c.register(ListDeadLetters, { useFactory: once(() => new ListDeadLetters(letters, clock)) });
  c.register(ReplayDeadLetter, { useFactory: once(() => new ReplayDeadLetter(letters, decisions, moments)) });
  c.register(DropDeadLetter, { useFactory: once(() => new DropDeadLetter(letters, decisions, moments)) });
  return c;
}
