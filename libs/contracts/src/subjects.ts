import type { EventContract, FrameContract, RequestContract } from './define';
import type { ServiceName } from './vocabulary';

/** Number of shares of a subject's last token; an aggregate always has the same one, so its events stay in order. */
export const PARTS = 16;

/** Share of an aggregate: FNV-1a over its id, 0–15. */
export function partOf(aggregateId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < aggregateId.length; i++) hash = Math.imul(hash ^ aggregateId.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % PARTS;
}

/** `events.<service>.<zone>.<event>.<part>` */
export const eventSubject = (contract: EventContract, zone: string, aggregateId: string): string =>
  `events.${contract.owner}.${zone}.${contract.event}.${partOf(aggregateId)}`;

/** `requests.<service>.<zone>.<verb>` */
export const requestSubject = (contract: RequestContract, zone: string): string => `requests.${contract.owner}.${zone}.${contract.verb}`;

/** `feeds.<zone>.<audience>.<frame>.<last>`; the last token is the share, or a key where only the last value is kept. */
export const feedSubject = (contract: FrameContract, zone: string, to: { audience: string; aggregateId: string; last?: string }): string =>
  `feeds.${zone}.${to.audience}.${contract.frame}.${to.last ?? partOf(to.aggregateId)}`;

/** What a controller listens on; zones and parts are wildcards, resolved once when the program starts. */
export const eventPattern = (contract: EventContract): string => `events.${contract.owner}.*.${contract.event}.*`;
export const requestPattern = (contract: RequestContract): string => `requests.${contract.owner}.*.${contract.verb}`;
export const framePattern = (contract: FrameContract): string => `feeds.*.*.${contract.frame}.*`;

export const deadSubject = (service: ServiceName): string => `dead.${service}`;
/** Where a service sends again what a lost stream held: taken only by a stream that is being refilled, and stored under the subject itself. */
export const refillSubject = (subject: string): string => `refill.${subject}`;
export const eventStream = (service: ServiceName): string => `EVENTS_${service.toUpperCase().replaceAll('-', '_')}`;
export const feedStream = (zone: string, audience: string): string => `FEEDS_${zone}_${audience}`;
export const crewAudience = (team: string): string => `crew-${team}`;

/** The parts of a stored message's subject, or undefined when it is neither an event nor a frame. */
export function parseSubject(subject: string): ParsedSubject | undefined {
  const [prefix, a, b, c, last, ...more] = subject.split('.');
  if (!a || !b || !c || !last || more.length > 0) return undefined;
  if (prefix === 'events') return { prefix, owner: a as ServiceName, zone: b, name: c, last };
  if (prefix === 'feeds') return { prefix, zone: a, audience: b, name: c, last };
  return undefined;
}
export type ParsedSubject =
  | { prefix: 'events'; owner: ServiceName; zone: string; name: string; last: string }
  | { prefix: 'feeds'; zone: string; audience: string; name: string; last: string };

/** The zone a subject of ours belongs to, a request's and a refill's too; undefined for one that belongs to none. */
export function zoneOfSubject(subject: string): string | undefined {
  const [prefix, a, b] = subject.replace(/^refill\./, '').split('.');
  const zone = prefix === 'feeds' ? a : prefix === 'events' || prefix === 'requests' ? b : undefined;
  // A wildcard or a template names no zone.
  return zone !== undefined && /^[a-z0-9]+$/.test(zone) ? zone : undefined;
}
