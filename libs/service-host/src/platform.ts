import type { NatsConnection } from '@nats-io/transport-node';
import type { ReadHistory, ReadLog } from '@spil/audit';
import type { ServiceName, ZoneTopology } from '@spil/contracts';
import type { Clock, Ids } from '@spil/domain-kit';
import type { AggregateStore, Db, IndexSpec, Sealer } from '@spil/mongo';
import type { Logger, Telemetry } from '@spil/observability';
import type { ConfigOf } from '@spil/config';
import type { RequestClient } from './request-client';
import type { RequestHandling } from './request-handling';
import type { standardConfig } from './standard.config';

export type StandardConfig = ConfigOf<typeof standardConfig>;

/** What every service stands on; its container builds adapters and use cases from it. */
export interface Platform<C extends StandardConfig = StandardConfig> {
  service: ServiceName;
  config: C;
  zones: readonly ZoneTopology[];
  bus: NatsConnection;
  db: Db;
  clock: Clock;
  ids: Ids;
  log: Logger;
  telemetry: Telemetry;
  readLog: ReadLog;
  /** Who read what, for who must account for it. */
  readHistory: ReadHistory;
  sealer: Sealer;
  /** A secret for one purpose, the same over restarts and replicas: derived from the service's own sealing key. */
  keyFor(purpose: string): Buffer;
  /** Asks other services. */
  requests: RequestClient;
  /** The one way in for requests; controllers answer through it. */
  handling: RequestHandling;
  /** A collection of aggregates: its outbox is swept by the relay, and a commit wakes it. */
  store<T extends { _id: string }>(collection: string, options?: StoreKind): AggregateStore<T>;
}

export interface StoreKind {
  /** Listeners know these aggregates by their last event alone: it is kept for ever, and told again at start where the stream lost it. */
  lastValue?: boolean;
}

/** Index plans by collection; `aggregate: true` adds the store's own. */
export type IndexPlans = Record<string, IndexSpec[] | { aggregate: true; indexes?: IndexSpec[] }>;
