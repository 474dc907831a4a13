import { jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import { backOff } from './back-off';

/** A durable consumer made by the provisioner. */
export interface DurableName {
  stream: string;
  durable: string;
}

/** Pulls one durable and hands every message over; starts again by itself when the broker ends the pull. */
export class DurableReader {
  private messages: ConsumerMessages | undefined;
  private wanted = false;
  private failures = 0;

  constructor(
    private readonly nc: NatsConnection,
    private readonly name: DurableName,
    private readonly options: { maxMessages: number; receive: (message: JsMsg) => void; warn: (code: string) => void },
  ) {}

  /** Starts pulling. Rejects when the durable is not there or not permitted. */
  async start(): Promise<void> {
    this.wanted = true;
    const consumer = await jetstream(this.nc).consumers.get(this.name.stream, this.name.durable);
    const { config } = await consumer.info(true);
    const group = config.priority_policy === 'pinned_client' ? config.priority_groups?.[0] : undefined;
    if (!this.wanted) return;
    const messages = await consumer.consume({
      max_messages: this.options.maxMessages,
      callback: this.options.receive,
      ...(group === undefined ? {} : { group }),
    } as Parameters<typeof consumer.consume>[0]);
    this.messages = messages;
    this.failures = 0;
    void messages.closed().then((error) => this.ended(messages, error instanceof Error ? error : undefined));
  }

  /** Stops pulling and waits until everything the broker had already sent has been handed over, so that nothing comes twice. */
  async stop(): Promise<void> {
    this.wanted = false;
    const messages = this.messages;
    this.messages = undefined;
    if (!messages) return;
    // The library's own stop() throws away what is on the wire; its subscription can be drained first.
    const { sub } = messages as unknown as { sub?: Subscription };
    if (sub && !this.nc.isClosed() && !sub.isClosed()) await Promise.race([sub.drain(), new Promise((r) => setTimeout(r, 2_000).unref())]);
    await messages.close();
  }

  private ended(messages: ConsumerMessages, error: Error | undefined): void {
    if (this.messages !== messages || !this.wanted || this.nc.isClosed()) return;
    this.messages = undefined;
    this.options.warn(error?.name ?? 'pull-ended');
    this.restart();
  }

  private restart(): void {
    setTimeout(
      () => {
        if (this.wanted && !this.nc.isClosed()) this.start().catch(() => this.restart());
      },
      backOff(++this.failures, Math.random),
    ).unref();
  }
}
