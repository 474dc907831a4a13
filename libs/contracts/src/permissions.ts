import { deadSubject, refillSubject, requestPattern } from './subjects';
import { events, frames } from './table';
import { busRequests, DEAD_STREAM, REPLAY_STREAM, listeningServices, requestsBy, topology, type Topology } from './topology';
import type { ServiceName } from './vocabulary';

/** What one bus user may do, in the words of nats-server's configuration. */
export interface Permissions {
  publish: string[];
  /** Taken out of `publish` again: a wildcard there must not reach what is somebody else's. */
  deny: string[];
  subscribe: string[];
  /** Answers go by the server's one-time right, never by a right to publish into others' inboxes (that would allow forged acks). */
  allowResponses: boolean;
}

/** Shares a durable may be split into when several replicas work side by side; one on one machine. */
export const durableNames = (service: string, shares: number): string[] =>
  shares <= 1 ? [service] : Array.from({ length: shares }, (_, share) => `${service}-${share}`);

/** The inbox prefix of a service; nobody else may listen there. */
export const inboxPrefix = (service: string): string => `_INBOX_${service}`;

/**
 * Exactly what a service needs and nothing else (architecture.md §6, wall 2): its own subjects, its own ready-made
 * durables (INFO, NEXT, ACK), its own inbox. Reading a stream by creating a consumer or by sequence is nowhere among it.
 */
export function permissionsOf(service: ServiceName, plan: Topology, shares = 1): Permissions {
  return {
    publish: [...publishes(service), ...durableApi(service, plan, shares), ...special(service, plan), '$JS.API.INFO'],
    deny: service === 'gateway' ? foreignDurables(plan, shares) : [],
    subscribe: [`${inboxPrefix(service)}.>`, ...requestSubscriptions(service)],
    allowResponses: service !== 'gateway',
  };
}

function publishes(service: ServiceName): string[] {
  const own = events.filter((event) => event.owner === service).map((event) => `events.${service}.*.${event.event}.*`);
  const feeds = frames
    .filter((frame) => frame.owner === service)
    .flatMap((frame) => frame.audiences.map((audience) => `feeds.*.${audience.startsWith('crew-') ? '*' : audience}.${frame.frame}.*`));
  const asked = requestsBy(service).map(requestPattern);
  const dead = listeningServices().includes(service) ? [deadSubject(service)] : [];
  return [...new Set([...own, ...feeds, ...[...own, ...feeds].map(refillSubject), ...asked, ...dead])];
}

const requestSubscriptions = (service: ServiceName): string[] =>
  busRequests().some((request) => request.owner === service) ? [`requests.${service}.*.*`] : [];

function durableApi(service: ServiceName, plan: Topology, shares: number): string[] {
  return plan.durables
    .filter((durable) => durable.service === service)
    .flatMap(({ stream, durable }) =>
      durableNames(durable, stream === REPLAY_STREAM ? 1 : shares).flatMap((name) => [
        `$JS.API.CONSUMER.INFO.${stream}.${name}`,
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
        `$JS.ACK.${stream}.${name}.>`,
        // The acknowledgement form of servers with domains and account hashes.
        `$JS.ACK.*.*.${stream}.${name}.>`,
      ]),
    );
}

/** The one stated exception: the gateway tails feed streams with ordered consumers; it is wall 4. */
function tails(plan: Topology): string[] {
  return plan.streams
    .filter((stream) => stream.kind === 'feed' || stream.kind === 'state')
    .flatMap(({ name }) => [
      `$JS.API.STREAM.INFO.${name}`,
      `$JS.API.CONSUMER.CREATE.${name}.>`,
      `$JS.API.CONSUMER.INFO.${name}.*`,
      `$JS.API.CONSUMER.MSG.NEXT.${name}.*`,
      `$JS.API.CONSUMER.DELETE.${name}.*`,
    ]);
}

/** Rights that follow from what a program is for and not from the table; each is stated in architecture.md §6. */
function special(service: ServiceName, plan: Topology): string[] {
  if (service === 'gateway') return tails(plan);
  return service === 'operations' ? watches(plan) : [];
}

/**
 * What operators need and nothing more: how full streams are and how far their readers are (numbers, never messages), and the
 * dead letters: read by number, given back, taken out. No other stream can be read with this.
 */
function watches(plan: Topology): string[] {
  return [
    '$JS.API.STREAM.LIST',
    ...plan.streams.map(({ name }) => `$JS.API.CONSUMER.LIST.${name}`),
    `$JS.API.STREAM.MSG.GET.${DEAD_STREAM}`,
    `$JS.API.STREAM.MSG.DELETE.${DEAD_STREAM}`,
    ...listeningServices().map((listener) => `replays.${listener}.>`),
  ];
}

/** Ordered consumers have names of their own making, so the gateway's rights end in a wildcard; the ready-made durables of others are taken out. */
function foreignDurables(plan: Topology, shares: number): string[] {
  const tailed = new Set(plan.streams.filter(({ kind }) => kind === 'feed' || kind === 'state').map(({ name }) => name));
  const names = plan.durables
    .filter(({ stream, service }) => tailed.has(stream) && service !== 'gateway')
    .flatMap(({ stream, durable }) => durableNames(durable, shares).map((name) => `${stream}.${name}`));
  return [...new Set(names)].flatMap((name) => [
    `$JS.API.CONSUMER.CREATE.${name}`,
    `$JS.API.CONSUMER.CREATE.${name}.>`,
    `$JS.API.CONSUMER.INFO.${name}`,
    `$JS.API.CONSUMER.MSG.NEXT.${name}`,
    `$JS.API.CONSUMER.DELETE.${name}`,
  ]);
}

/** Permissions of every service for these zones. */
export const permissionTable = (zones: Parameters<typeof topology>[0], services: readonly ServiceName[], shares = 1) =>
  Object.fromEntries(services.map((service) => [service, permissionsOf(service, topology(zones), shares)])) as Record<
    ServiceName,
    Permissions
  >;
