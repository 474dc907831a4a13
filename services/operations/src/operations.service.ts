import 'reflect-metadata';
import type { Resolver } from '@spil/service-host';
import { BusWatch } from './edge/nats/bus-watch';
import { config } from './operations.config';
import { operationsContainer } from './operations.container';
import { indexes, operationsModule } from './operations.module';

/** How this service is put together. */
export const operations = {
  name: 'operations' as const,
  config,
  indexes,
  container: operationsContainer,
  module: operationsModule,
  warmUp: (container: Resolver): Promise<void> => container.resolve(BusWatch).start(),
  stop: (container: Resolver): Promise<void> => container.resolve(BusWatch).stop(),
};
