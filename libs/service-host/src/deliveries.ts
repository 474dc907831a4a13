import type { topology } from '@spil/contracts';
import { JetStreamStrategy, shareOut } from '@spil/messaging';
import { mongoAttempts, type Collection } from '@spil/mongo';
import { beginDeliveries, deliveryTelemetry } from './bus-telemetry';
import type { OpenPlatform } from './open-platform';
import type { Platform, StandardConfig } from './platform';

type Durables = ReturnType<typeof topology>['durables'];

/** No more in hand than a stop finishes (F36). */
const inHand = { maxMessages: 128, inHand: 256 };
/**
 * More would not be quicker, for the processors are the limit, and whoever asks waits behind all of them at the database: after a
 * burst a POST took 450 ms with 128 at once, 90 ms with 16 (F39).
 */
const AT_ONCE = 16;

/** How a service takes its events; undefined for one that listens to none. */
export function strategyOf<C extends StandardConfig>(
  open: OpenPlatform<C>,
  durables: Durables,
  concurrency = AT_ONCE,
): JetStreamStrategy | undefined {
  const { platform, auth, publisher, health } = open;
  const own = ownDurables(platform, durables);
  if (own.length === 0) return undefined;
  beginDeliveries(platform.service);
  return new JetStreamStrategy({
    connection: platform.bus,
    service: platform.service,
    durables: own,
    auth,
    publisher,
    probe: async () => {
      await health.probe();
      await open.pressure.probe();
    },
    ledger: mongoAttempts(platform.db.collection('attempts') as unknown as Collection, () => new Date(platform.clock.now())),
    telemetry: deliveryTelemetry(platform.log),
    settings: { ...inHand, concurrency },
  });
}

/** The durables of this service, and of those of another that are shared the part this replica has. */
export const ownDurables = <C extends StandardConfig>({ service, config }: Platform<C>, durables: Durables): Durables =>
  shareOut(
    durables.filter((durable) => durable.service === service),
    config.DURABLE_SHARES,
  );
