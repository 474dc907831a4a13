import { AckPolicy, DeliverPolicy, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { durableConfig, streamConfig } from '@spil/messaging';
import type { Peer, RunPlan } from './contenders/plan';

const GiB = 1024 ** 3;
export const stream = { name: 'EVENTS_WIJK', subjects: ['events.wijk.>'], kind: 'events' as const, lastValueOnly: false };
const durable = { stream: stream.name, durable: 'bench', service: 'intervention' as const, filters: ['events.wijk.*.bench-signal.*'] };

/** Ours has the durable the provisioner makes, pinned to one replica; the peers have the plain one. */
export const ours = (peer: Peer): boolean => !['L0', 'L1', 'L2', 'N', 'H', 'H+', 'P'].includes(peer);
/** Peers with a stream and subjects of their own; what they handled is gone from it. */
export const ownStream = (peer: Peer): boolean => peer === 'H' || peer === 'H+';
/** Peers that store nothing: what they publish is gone when nobody listens. */
export const storesNothing = (peer: Peer): boolean => peer === 'N' || peer === 'L0';

/** The broker of a run, as the provisioner would see it. */
export class Broker {
  private constructor(
    private readonly manager: JetStreamManager,
    private readonly admin: NatsConnection,
    private readonly replicas: number,
  ) {}

  static async of(admin: NatsConnection, replicas = 1): Promise<Broker> {
    return new Broker(await jetstreamManager(admin), admin, replicas);
  }

  /** An empty broker with what this run's contender needs. */
  async prepare({ contender, mode }: Pick<RunPlan, 'contender' | 'mode'>): Promise<void> {
    await this.clean();
    if (storesNothing(contender)) return;
    if (ownStream(contender)) {
      // It makes its own when it consumes; where nothing consumes, its own would drop what has no handler.
      if (mode === 'publish')
        await this.manager.streams.add(streamConfig({ ...stream, name: 'bench', subjects: ['bench__microservice.ev.>'] }, this.options));
      return;
    }
    await this.addStream();
    await this.addDurable(contender);
  }

  async addStream(): Promise<void> {
    await this.manager.streams.add(streamConfig(stream, this.options));
  }

  /** The only durable of the stream: from the first message on, or from what comes next. P makes its own. */
  async addDurable(contender: Peer, from: DeliverPolicy = DeliverPolicy.All): Promise<void> {
    for await (const { name } of this.manager.consumers.list(stream.name)) await this.manager.consumers.delete(stream.name, name);
    if (contender === 'P') return;
    const { priority_groups: _, priority_policy: __, priority_timeout: ___, ...plain } = durableConfig(durable, {});
    const config = ours(contender) ? durableConfig(durable, {}) : plain;
    await this.manager.consumers.add(stream.name, { ...config, deliver_policy: from, ack_policy: AckPolicy.Explicit });
  }

  /** Deletes every stream, or every one but one. */
  async clean(but?: string): Promise<void> {
    for await (const { config } of this.manager.streams.list()) if (config.name !== but) await this.manager.streams.delete(config.name);
  }

  async stored(): Promise<number> {
    await this.admin.flush();
    let messages = 0;
    for await (const { state } of this.manager.streams.list()) messages += state.messages;
    return messages;
  }

  /** Deliveries beyond the first, and messages not acknowledged, of the durable. */
  async durableState(): Promise<{ redelivered: number; unacknowledged: number; pending: number }> {
    const { num_redelivered, num_ack_pending, num_pending } = await this.manager.consumers.info(stream.name, durable.durable);
    return { redelivered: num_redelivered, unacknowledged: num_ack_pending, pending: num_pending };
  }

  private get options() {
    // In B4 H's streams, which reserve 5.1 GiB, must fit beside it in the 8 GiB of a test's broker.
    return { replicas: this.replicas, maxBytes: 2.5 * GiB };
  }
}
