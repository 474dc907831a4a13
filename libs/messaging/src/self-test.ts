import { errors, type NatsConnection } from '@nats-io/transport-node';
import { inboxPrefixOf } from './connect';
import { mergeDurables } from './provision';
import type { Topology } from '@spil/contracts';

// No request of the API can be read from this, also not those that need no body (an empty one would delete): where a right is
// there by mistake the probe does nothing with it.
const HARMLESS = '{';

/** Why a service must not run with the rights it has. */
export class TooMuchPower extends Error {
  readonly code = 'messaging.too-much-power';
  constructor(
    readonly subject: string,
    readonly answer: string,
  ) {
    super(`refusing to start: asking ${subject} was not refused by the broker (${answer}); check the generated permissions`);
    this.name = 'TooMuchPower';
  }
}

export interface SelfTestOptions {
  /** ms to wait for the refusal. */
  wait?: number;
  /** The gateway may create ordered consumers on feeds; nobody else. */
  mayTailFeeds?: boolean;
  /** What operators ask may read the dead letters; nobody else, and no other stream. */
  mayReadDead?: boolean;
}

/**
 * Tries what must be refused: making a consumer on a stream, reading a message out of it, and pulling a foreign durable. Only the
 * broker's explicit refusal counts; silence proves nothing (F32). Throws TooMuchPower otherwise.
 */
export async function selfTest(
  nc: NatsConnection,
  service: string,
  topology: Pick<Topology, 'streams' | 'durables'>,
  options: SelfTestOptions = {},
): Promise<void> {
  const refusals = new Set<string>();
  const statuses = nc.status();
  const listening = (async () => {
    for await (const status of statuses) {
      if (status.type === 'error' && status.error instanceof errors.PermissionViolationError) refusals.add(status.error.subject);
    }
  })();
  const forbidden = forbiddenSubjects(service, topology, options);
  const answers = new Map<string, string>();
  const inbox = `${inboxPrefixOf(service)}.selftest-${Date.now().toString(36)}`;
  const replies = forbidden.map((subject, i) =>
    nc.subscribe(`${inbox}.${i}`, { max: 1, callback: (error) => void (error === null && answers.set(subject, 'it answered')) }),
  );
  forbidden.forEach((subject, i) => nc.publish(subject, HARMLESS, { reply: `${inbox}.${i}` }));
  const until = Date.now() + (options.wait ?? 3_000);
  while (Date.now() < until && answers.size === 0 && forbidden.some((subject) => !refusals.has(subject))) {
    await nc.flush();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const reply of replies) reply.unsubscribe();
  (statuses as unknown as { stop?: () => void }).stop?.();
  void listening;
  const allowed = forbidden.find((subject) => answers.has(subject) || !refusals.has(subject));
  if (allowed !== undefined) throw new TooMuchPower(allowed, answers.get(allowed) ?? 'no refusal came');
}

/** One probe of each kind for every stream and every durable, its own included: it may pull that one, not change it. */
export function forbiddenSubjects(
  service: string,
  { streams, durables }: Pick<Topology, 'streams' | 'durables'>,
  { mayTailFeeds, mayReadDead }: SelfTestOptions,
): string[] {
  const all = mergeDurables(durables);
  const foreign = all.filter((plan) => plan.service !== service);
  return [
    ...streams
      .filter(({ kind }) => !(mayTailFeeds && (kind === 'feed' || kind === 'state')))
      .flatMap(({ name }) => [`$JS.API.CONSUMER.CREATE.${name}`, `$JS.API.CONSUMER.CREATE.${name}.probe-${service}`]),
    ...streams.filter(({ kind }) => !(mayReadDead && kind === 'dead')).map(({ name }) => `$JS.API.STREAM.MSG.GET.${name}`),
    ...streams.flatMap(({ name }) => [
      `$JS.API.DIRECT.GET.${name}`,
      `$JS.API.STREAM.UPDATE.${name}`,
      `$JS.API.STREAM.PURGE.${name}`,
      `$JS.API.STREAM.DELETE.${name}`,
    ]),
    ...all.flatMap(({ stream, durable }) => [
      `$JS.API.CONSUMER.CREATE.${stream}.${durable}`,
      `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
    ]),
    ...foreign.map(({ stream, durable }) => `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`),
  ];
}
