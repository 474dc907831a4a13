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

/** ms that a stop waits for a broker to take what was said last; one that stands still is noticed no sooner than it is away. */
const PATIENCE = 2_000;

/** Sends what waits in the connection and hears that it arrived. A broker that is away is not waited for. */
export async function flushBus(nc: NatsConnection): Promise<void> {
  if (!nc.isClosed()) await inTime(nc.flush());
}

/** Ends a connection in order where the broker answers, and in any case. */
export async function closeBus(nc: NatsConnection): Promise<void> {
  if (nc.isClosed()) return;
  await inTime(nc.drain());
  if (!nc.isClosed()) await nc.close();
}

/** Resolves when the work is done or has failed, and after a while in any case. */
async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}

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
