import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { connectBus, header, type ProducerAuth, type WindowPublisher } from '@spil/messaging';
import { v7 } from 'uuid';

/** What a writer knows of its bus, told at `GET /state`. */
export interface BusState {
  /** It believes that the broker is away. */
  away: boolean;
  /** When it noticed that last, ms since 1970; 0 when it never was. */
  awayAt: number;
  /** The longest that a message waited for the broker's answer while the broker was believed to be there, ms. */
  longestWait: number;
}

type Wire = ConstructorParameters<typeof WindowPublisher>[0];

/** The connection of a service; without pings one that asks nobody whether the broker is still there. */
export function busOf(servers: string, { pings }: { pings: boolean }): Promise<NatsConnection> {
  const service = 'wijk';
  if (pings) return connectBus({ servers: servers.split(','), service });
  return connect({ servers: servers.split(','), name: service, maxReconnectAttempts: -1, reconnectTimeWait: 200, pingInterval: 3_600_000 });
}

/** Gives every sending an id of its own, a repeat too: the broker cannot know it again. */
export function underNewIds(bus: NatsConnection, auth: ProducerAuth): Wire {
  return {
    options: (bus as unknown as { options?: { inboxPrefix?: string } }).options ?? {},
    publish(subject, body, { reply }) {
      const id = v7();
      const fresh = headers();
      fresh.set(header.id, id);
      fresh.set(header.auth, auth.sign(subject, id, body));
      bus.publish(subject, body, { reply, headers: fresh });
    },
    subscribe: (subject, options) => bus.subscribe(subject, options),
    status: () => bus.status(),
    isClosed: () => bus.isClosed(),
  };
}

/** Looks on: what the connection says of the broker, and how long each message under way has waited. */
export function watchBus(bus: NatsConnection, publisher: WindowPublisher): BusState {
  const state: BusState = { away: false, awayAt: 0, longestWait: 0 };
  void (async () => {
    for await (const { type } of bus.status()) {
      if (type === 'disconnect') Object.assign(state, { away: true, awayAt: Date.now() });
      if (type === 'reconnect') state.away = false;
    }
  })();
  const { slots } = publisher as unknown as { slots: { takeBack(which: (item: { sentAt: number }) => boolean): unknown } };
  const look = (): void => {
    const now = performance.now();
    // Asked of every message under way; none is taken.
    if (!state.away) slots.takeBack(({ sentAt }) => ((state.longestWait = Math.max(state.longestWait, now - sentAt)), false));
  };
  setInterval(look, 50).unref();
  return state;
}
