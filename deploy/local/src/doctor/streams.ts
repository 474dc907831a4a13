// Streams and durables against what the contracts ask for, and how full and how far they are.
import type { ConsumerInfo, JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import { durableNames, REPLAY_STREAM, type StreamPlan, type Topology } from '@spil/contracts';
import { durableConfig, mergeDurables, streamConfig } from '@spil/messaging';
import { fault, note, ok, orOk, some, type Finding } from './finding';

const NEARLY_FULL = 0.7;
/** Messages a durable may be behind before it is worth a sentence. */
const BEHIND = 1_000;
/** An operator's own choice: said by nobody. */
const FREE = new Set(['max_bytes', 'num_replicas', 'filter_subjects']);
const restart = 'restart the suite (npm start), or run the provisioner: it brings settings up to date';

interface Found {
  info: StreamInfo;
  consumers: ConsumerInfo[];
}

/** Everything there is to say of streams and durables. */
export async function streamFindings(manager: JetStreamManager, plan: Topology): Promise<Finding[]> {
  const there = new Map<string, Found>();
  for await (const info of manager.streams.list()) {
    const consumers: ConsumerInfo[] = [];
    for await (const consumer of manager.consumers.list(info.config.name)) consumers.push(consumer);
    there.set(info.config.name, { info, consumers });
  }
  return [...settings(there, plan), ...strangers(there, plan), ...durables(there, plan), ...fullness(there), ...backlog(there)];
}

function settings(there: ReadonlyMap<string, Found>, { streams }: Topology): Finding[] {
  const faults = streams.flatMap((planned) => {
    const found = there.get(planned.name);
    if (!found) return [fault('streams', `${planned.name} is not there`, `${restart}; then npm run refill -- ${ownerOf(planned)}`)];
    const { config } = found.info;
    if (config.subjects.every((subject) => subject.startsWith('refill.')) || config.max_msg_size === 1)
      return [
        fault('streams', `${planned.name}: a refill was begun and not ended, publishers wait`, `npm run refill -- ${ownerOf(planned)}`),
      ];
    const wrong = differences(streamConfig(planned, {}), config);
    return wrong.length === 0
      ? []
      : [fault('streams', `${planned.name} has other settings than the contracts ask for: ${wrong.join(', ')}`, restart)];
  });
  return orOk(faults, 'streams', `${streams.length} streams have the settings of the contracts`);
}

/** The service whose refill fills a stream. */
const ownerOf = ({ subjects: [subject = ''], kind }: StreamPlan): string =>
  kind === 'events' ? (subject.split('.')[1] ?? '') : 'SERVICE (its producer)';

function differences(wanted: object, given: object): string[] {
  return Object.entries(wanted)
    .filter(([name]) => !FREE.has(name))
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify((given as Record<string, unknown>)[name]))
    .map(([name]) => name);
}

function strangers(there: ReadonlyMap<string, Found>, { streams }: Topology): Finding[] {
  const planned = new Set(streams.map(({ name }) => name));
  const more = [...there.keys()].filter((name) => !planned.has(name));
  const held = more.filter((name) => name.startsWith('HOLD_'));
  return [
    ...held.map((name) =>
      fault('streams', `${name} holds what a refill put aside and did not bring back`, `npm run refill for the owner of ${name.slice(5)}`),
    ),
    ...(more.length > held.length
      ? [note('streams', `${more.length - held.length} streams are of no zone that is served now: ${some(more)}`)]
      : []),
  ];
}

function durables(there: ReadonlyMap<string, Found>, { durables: plans }: Topology): Finding[] {
  const faults: Finding[] = [];
  let count = 0;
  for (const plan of mergeDurables(plans)) {
    const found = there.get(plan.stream);
    if (!found) continue;
    // One for all parts, or one for each share of them.
    const own = found.consumers.filter(({ name }) => isShareOf(plan.durable, plan.stream, name));
    if (own.length === 0) faults.push(fault('durables', `${plan.durable} has no durable on ${plan.stream}: it hears nothing`, restart));
    for (const { name, config, delivered } of own) {
      count++;
      const wrong = differences({ ...durableConfig(plan, {}), durable_name: name }, config);
      if (wrong.length > 0) faults.push(fault('durables', `${name} on ${plan.stream} has other settings: ${wrong.join(', ')}`, restart));
      if (delivered.stream_seq > found.info.state.last_seq)
        faults.push(
          fault(
            'durables',
            `${name} is further than the end of ${plan.stream}: the stream lost messages, new ones may be passed over`,
            `npm run refill for the owner of ${plan.stream}, with --all`,
          ),
        );
    }
  }
  return orOk(faults, 'durables', `${count} durables have the settings of the contracts`);
}

const isShareOf = (durable: string, stream: string, name: string): boolean =>
  name === durable || (stream !== REPLAY_STREAM && [2, 4, 8, 16].some((shares) => durableNames(durable, shares).includes(name)));

function fullness(there: ReadonlyMap<string, Found>): Finding[] {
  const full = [...there.values()]
    .map(({ info: { config, state } }) => ({ name: config.name, ratio: config.max_bytes > 0 ? state.bytes / config.max_bytes : 0 }))
    .filter(({ ratio }) => ratio > NEARLY_FULL);
  return orOk(
    full.map(({ name, ratio }) =>
      fault(
        'fullness',
        `${name} is at ${Math.round(ratio * 100)} % of its bytes; when full, publishers wait`,
        'raise max_bytes (STREAM_BYTES of the provisioner), or find who publishes so much',
      ),
    ),
    'fullness',
    'no stream is above 70 % of its bytes',
  );
}

function backlog(there: ReadonlyMap<string, Found>): Finding[] {
  const faults: Finding[] = [];
  for (const { info, consumers } of there.values()) {
    for (const { name, config, num_pending: pending, num_ack_pending: unsettled } of consumers) {
      if (config.durable_name === undefined || pending + unsettled <= BEHIND) continue;
      faults.push(
        fault(
          'backlog',
          `${name} is ${pending} messages behind on ${info.config.name}, ${unsettled} in hand`,
          `look at the log of ${name}: retries first, then add a replica`,
        ),
      );
    }
  }
  const dead = there.get('DEAD')?.info.state.messages ?? 0;
  if (dead > 0)
    faults.push(
      fault('dead letters', `${dead} messages were given up and wait for a person`, 'npm run dead -- list, then show, then replay or drop'),
    );
  return faults.length > 0 ? faults : [ok('backlog', 'every durable keeps up, and there is no dead letter')];
}
