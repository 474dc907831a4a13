import { createInbox, errors, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { backOff } from './back-off';
import { PublishFailed } from './errors';
import { Fifo } from './fifo';
import { encodeHeaders, rawHeaders } from './headers';
import type { OutgoingMessage, PublisherOptions, Wire } from './outgoing';
import { AckReader } from './ack-reader';
import type { PublishOutcome } from './publish-reply';
import { settle, type Batch, type Item } from './publish-item';
import { Slots } from './slots';

/**
 * Publishes to JetStream through a fixed window of numbered slots and one wildcard reply subscription: a quarter of the CPU
 * of the library's promise per message, and still every acknowledgement is checked. While the broker is away everything is
 * kept and sent again with the same id when it is back.
 */
export class WindowPublisher {
  private readonly deadline: number;
  private readonly tries: number;
  private readonly random: () => number;
  private readonly inbox: string;
  private readonly slots: Slots<Item>;
  private readonly subscription: { unsubscribe(): void };
  private readonly acks = new AckReader();
  private readonly queue = new Fifo<Item>();
  private readonly again = new Fifo<Item>();
  private away = false;
  private hurried = false;
  private closed = false;
  private pauseUntil = 0;
  private sweep: NodeJS.Timeout | undefined;
  private wake: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  constructor(
    private readonly nc: Wire,
    private readonly options: PublisherOptions = {},
  ) {
    this.deadline = options.deadline ?? 5_000;
    this.tries = options.tries ?? 4;
    this.random = options.random ?? Math.random;
    this.slots = new Slots(options.window ?? 256);
    this.inbox = createInbox(nc.options?.inboxPrefix);
    const start = this.inbox.length + 1;
    this.subscription = nc.subscribe(`${this.inbox}.*`, {
      callback: (error, reply) => {
        if (error === null) this.answered(Number(reply.subject.slice(start)), reply);
      },
    });
    void this.watch();
  }

  /** Messages given and not settled yet. */
  get pending(): number {
    return this.queue.length + this.again.length + this.slots.usedCount;
  }

  /**
   * Publishes many messages and resolves once, when each has its outcome, in the order given. Never rejects for what the broker
   * says, and sends again only what was not answered: what is refused is the caller's to offer again. Order on the stream is not
   * promised within a batch: whoever needs it awaits the one before.
   */
  publishBatch(messages: readonly OutgoingMessage[]): Promise<PublishOutcome[]> {
    if (messages.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => {
      const outcomes = new Array<PublishOutcome>(messages.length);
      let left = messages.length;
      const batch: Batch = {
        settled(index, outcome) {
          outcomes[index] = outcome;
          if (--left === 0) resolve(outcomes);
        },
      };
      messages.forEach((message, index) => this.enqueue(message, batch, index));
      this.pump();
    });
  }

  /** Publishes one message; resolves with the checked acknowledgement, rejects with PublishFailed. */
  publish(message: OutgoingMessage): Promise<PublishOutcome & { ok: true }> {
    return new Promise((resolve, reject) => {
      const settled = (_: number, outcome: PublishOutcome): void =>
        outcome.ok ? resolve(outcome) : reject(new PublishFailed(outcome.code, outcome.transient));
      this.enqueue(message, { settled }, 0);
      this.pump();
    });
  }

  /**
   * From now on a broker that is away is not waited for: what is under way or comes meanwhile is given back as not known to be
   * stored. The first step of a stop; whoever gave it has it still.
   */
  hurry(): void {
    this.hurried = true;
    this.lost();
  }

  /** Waits until every message given has its outcome, then gives the reply subscription back. */
  async drain(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    this.close();
  }

  private enqueue(message: OutgoingMessage, batch: Batch, index: number): void {
    if (this.closed) batch.settled(index, { ok: false, code: 'publisher-closed', transient: true });
    else if (this.away && this.hurried) batch.settled(index, { ok: false, code: 'broker-away', transient: true });
    else this.queue.push({ message, batch, index, headers: undefined, tries: 0, sentAt: 0 });
  }

  private pump(): void {
    while (this.slots.freeCount > 0 && !this.away && this.mayGoOn()) {
      const item = this.again.shift() ?? this.queue.shift();
      if (!item) return this.rest();
      this.send(item);
    }
  }

  private mayGoOn(): boolean {
    if (this.pauseUntil === 0) return true;
    const wait = this.pauseUntil - performance.now();
    if (wait <= 0) {
      this.pauseUntil = 0;
      return true;
    }
    this.wake ??= setTimeout(() => {
      this.wake = undefined;
      this.pump();
    }, wait);
    return false;
  }

  private send(item: Item): void {
    const { subject, body } = item.message;
    item.headers ??= this.headersOf(item.message);
    if (!item.headers) return settle(item, { ok: false, code: 'bad-header', transient: false });
    const token = this.slots.take(item);
    item.sentAt = performance.now();
    // One clock for all slots.
    this.sweep ??= setInterval(() => this.expire(), Math.max(10, this.deadline / 8));
    try {
      this.nc.publish(subject, body, { reply: `${this.inbox}.${token}`, headers: item.headers });
    } catch (error) {
      this.slots.settle(token);
      this.notSent(item, error);
    }
  }

  private headersOf({ id, signed, traceparent, subject, body }: OutgoingMessage): MsgHdrs | undefined {
    try {
      const auth = signed?.auth ?? this.options.auth?.sign(subject, id, body);
      return rawHeaders(encodeHeaders({ id, traceparent, auth, originalId: signed?.originalId }));
    } catch {
      return undefined;
    }
  }

  private notSent(item: Item, error: unknown): void {
    if (error instanceof errors.InvalidArgumentError) return settle(item, { ok: false, code: 'too-large', transient: false });
    if (!this.nc.isClosed()) {
      this.pauseUntil = performance.now() + backOff(item.tries + 1, this.random);
      return this.retry(item, 'not-sent');
    }
    settle(item, { ok: false, code: 'connection-closed', transient: true });
    this.giveUp('connection-closed');
  }

  private answered(token: number, reply: Msg): void {
    const item = this.slots.settle(token);
    if (!item) return;
    // What one stream refuses is the caller's again: to wait for it here would keep the messages for all other streams.
    settle(item, this.acks.read(reply.data, item.message.stream));
    // Refill a quarter of the window at a time: one burst of writes instead of 64 single ones.
    if (this.slots.freeCount * 4 >= this.slots.size || this.queue.length === 0) this.pump();
  }

  private retry(item: Item, code: string): void {
    if (++item.tries >= this.tries) settle(item, { ok: false, code, transient: true });
    else this.again.push(item);
  }

  /** What has no answer at its deadline goes again. While the broker is away there is nothing to wait for. */
  private expire(): void {
    if (this.away) return;
    const latest = performance.now() - this.deadline;
    for (const item of this.slots.takeBack(({ sentAt }) => sentAt <= latest)) this.retry(item, 'no-answer');
    this.pump();
  }

  /** Nothing left to send; when nothing is under way either, timers stop and drain() returns. */
  private rest(): void {
    if (this.pending > 0) return;
    clearInterval(this.sweep);
    this.sweep = undefined;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private async watch(): Promise<void> {
    for await (const status of this.nc.status()) {
      if (status.type === 'disconnect') {
        this.away = true;
        this.lost();
      } else if (status.type === 'reconnect') this.back();
      else if (status.type === 'error') this.refused(status.error);
    }
    this.giveUp('connection-closed');
  }

  /** Answers to what was under way went to the connection before: all of it is sent again. Ids make that harmless. */
  private back(): void {
    this.away = false;
    for (const item of this.slots.takeBack(() => true)) this.again.push(item);
    this.pauseUntil = performance.now() + backOff(1, this.random);
    this.pump();
  }

  private refused(error: unknown): void {
    if (!(error instanceof errors.PermissionViolationError) || error.operation !== 'publish') return;
    const forbidden = this.slots.takeBack(({ message }) => message.subject === error.subject);
    for (const item of forbidden) settle(item, { ok: false, code: 'not-permitted', transient: false });
    this.pump();
  }

  private giveUp(code: string): void {
    this.closed = true;
    this.giveBack(code);
    this.close();
  }

  private lost(): void {
    if (this.away && this.hurried) this.giveBack('broker-away');
  }

  private giveBack(code: string): void {
    const left = [...this.slots.takeBack(() => true), ...this.again.take(), ...this.queue.take()];
    for (const item of left) settle(item, { ok: false, code, transient: true });
    this.rest();
  }

  private close(): void {
    this.closed = true;
    clearInterval(this.sweep);
    clearTimeout(this.wake);
    this.sweep = undefined;
    if (!this.nc.isClosed()) this.subscription.unsubscribe();
  }
}
