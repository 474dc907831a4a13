import { events, frames, requests } from './table';
import { crewAudience, eventStream, feedStream } from './subjects';
import { desks, serviceNames, type ServiceName } from './vocabulary';

/** A zone on the bus: its id and the teams that are audiences of their own. */
export interface ZoneTopology {
  zone: string;
  teams: readonly string[];
}

/** A stream the provisioner makes; nobody else may. */
export interface StreamPlan {
  name: string;
  subjects: string[];
  kind: 'events' | 'feed' | 'state' | 'dead' | 'advisories' | 'replays';
  /** `state` keeps the last value of each subject only. */
  lastValueOnly: boolean;
}

/** A durable pull consumer the provisioner makes for one listener. */
export interface DurablePlan {
  stream: string;
  durable: string;
  service: ServiceName;
  filters: string[];
}

export interface Topology {
  streams: StreamPlan[];
  durables: DurablePlan[];
  zones: readonly ZoneTopology[];
}

export const DEAD_STREAM = 'DEAD';
export const ADVISORY_STREAM = 'ADVISORIES';
export const REPLAY_STREAM = 'REPLAYS';
const maxDeliveries = '$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>';

/** Audiences of a zone: its desks, crews, dispatch, the authors (`wijk`) and the gateway's state. */
export const audiencesOf = (zone: ZoneTopology): string[] => [...desks, 'dispatch', 'wijk', 'gateway', ...zone.teams.map(crewAudience)];

/** Streams and durables that follow from the table for these zones. */
export function topology(zones: readonly ZoneTopology[]): Topology {
  const owners = serviceNames.filter((service) => events.some((event) => event.owner === service));
  const streams: StreamPlan[] = [
    ...owners.map((service) => plan(eventStream(service), `events.${service}.>`, 'events')),
    ...zones.flatMap((zone) =>
      audiencesOf(zone).map((audience) =>
        plan(feedStream(zone.zone, audience), `feeds.${zone.zone}.${audience}.>`, audience === 'gateway' ? 'state' : 'feed'),
      ),
    ),
    plan(DEAD_STREAM, 'dead.>', 'dead'),
    plan(REPLAY_STREAM, 'replays.>', 'replays'),
    plan(ADVISORY_STREAM, maxDeliveries, 'advisories'),
  ];
  return { streams, durables: [...eventDurables(), ...zones.flatMap(feedDurables), ...replayDurables()], zones };
}

const plan = (name: string, subject: string, kind: StreamPlan['kind']): StreamPlan => ({
  name,
  subjects: [subject],
  kind,
  lastValueOnly: kind === 'state',
});

function eventDurables(): DurablePlan[] {
  const pairs = new Map<string, DurablePlan>();
  for (const event of events) {
    for (const service of event.listeners) {
      const stream = eventStream(event.owner);
      const durable = pairs.get(`${stream} ${service}`) ?? { stream, durable: service, service, filters: [] };
      durable.filters.push(`events.${event.owner}.*.${event.event}.*`);
      pairs.set(`${stream} ${service}`, durable);
    }
  }
  return [...pairs.values()];
}

/** Feeds a service handles durably; the gateway tails them instead, with ordered consumers. */
function feedDurables(zone: ZoneTopology): DurablePlan[] {
  return frames.flatMap((frame) =>
    frame.listeners
      .filter((service) => service !== 'gateway')
      .flatMap((service) =>
        frame.audiences.map((audience) => ({
          stream: feedStream(zone.zone, audience),
          durable: service,
          service,
          filters: [`feeds.${zone.zone}.${audience}.${frame.frame}.*`],
        })),
      ),
  );
}

const replayDurables = (): DurablePlan[] =>
  listeningServices().map((service) => ({ stream: REPLAY_STREAM, durable: service, service, filters: [`replays.${service}.>`] }));

/** Services that handle stored messages. */
export const listeningServices = (): ServiceName[] =>
  serviceNames.filter(
    (service) => [...events, ...frames].some((contract) => contract.listeners.includes(service)) && service !== 'gateway',
  );

/** Producers a service must be able to authenticate. */
export const producersHeardBy = (service: ServiceName): ServiceName[] => [
  ...new Set([...events, ...frames].filter((contract) => contract.listeners.includes(service)).map((contract) => contract.owner)),
];

/** Requests a service may send over the bus; what it asks of itself does not go there. */
export const requestsBy = (service: ServiceName) => requests.filter(({ callers, owner }) => owner !== service && callers.includes(service));

/** Requests that go over the bus. */
export const busRequests = () => requests.filter(({ callers, owner }) => callers.some((caller) => caller !== owner));
