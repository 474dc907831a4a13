import { connect, type NatsConnection } from '@nats-io/transport-node';

/** Where the broker is and who is asking. */
export interface BusOptions {
  servers: string | string[];
  user?: string;
  pass?: string;
  service: string;
}

/** Inbox prefix of a service; permissions give nobody else this prefix. */
export const inboxPrefixOf = (service: string): string => `_INBOX_${service}`;

/**
 * Connects a service to the broker and stays connected for the life of the process. A frozen server is noticed within six
 * seconds (two pings of two seconds unanswered). Wrong credentials at start are thrown, an absent server is waited for.
 */
export function connectBus({ servers, user, pass, service }: BusOptions): Promise<NatsConnection> {
  return connect({
    servers,
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    name: service,
    inboxPrefix: inboxPrefixOf(service),
    // Stack traces for every promise cost more than all the rest of a publish.
    noAsyncTraces: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    waitOnFirstConnect: true,
    pingInterval: 2_000,
    maxPingOut: 2,
  });
}
