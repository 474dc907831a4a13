import { createInbox, errors, type Msg, type NatsConnection } from '@nats-io/transport-node';
import { backOff } from './back-off';
import { encodeHeaders, rawHeaders } from './headers';
import { PublishFailed } from './errors';
import type { ProducerAuth } from './producer-auth';
import { readReply, type PublishOutcome } from './publish-reply';

/** One message for a stream. `id` is what the broker removes duplicates by; `stream`, when named, must be the one that stores it. */
export interface OutgoingMessage {
  subject: string;
  id: string;
  body: Uint8Array;
  traceparent?: string | undefined;
  stream?: string | undefined;
  /** Set on replays only: keep the first producer's signature instead of signing anew. */
  signed?: { auth: string; originalId: string } | undefined;
}

export interface PublisherOptions {
  /** Messages on the way at once. */
  window?: number;
  /** Milliseconds after which an unanswered message is sent again, with the same id. */
  deadline?: number;
  /** Answers of refusal, or of none while connected, after which the caller gets the outcome. While the broker is away nothing is counted. */
  tries?: number;
  auth?: ProducerAuth | undefined;
  random?: () => number;
}

/** What the publisher needs of a connection. */
export type Wire = Pick<NatsConnection, 'publish' | 'subscribe' | 'status' | 'isClosed'> & { options?: { inboxPrefix?: string } };

interface Item {
  message: OutgoingMessage;
  headers: Buffer;
  tries: number;
  sentAt: number;
  settle(outcome: PublishOutcome): void;
}

/**
 * Publishes to JetStream through a fixed window of numbered slots and one wildcard reply subscription: a quarter of the CPU
 * of the library's promise per message, and still every acknowledgement is checked. While the broker is away everything is
 * kept and sent again with the same id when it is back.
 */
export class WindowPublisher {
  private readonly window: number;
  private readonly deadline: number;
  private readonly tries: number;
  private readonly random: () => number;
  private readonly auth: ProducerAuth | undefined;
  private readonly inbox: string;
  private readonly slots: (Item | undefined)[];
  private readonly tokens: number[];
  private readonly free: number[] = [];
  private readonly subscription: { unsubscribe(): void };
  private queue: Item[] = [];
  private head = 0;
  private again: Item[] = [];
  private away = false;
  private closed = false;
  private pauseUntil = 0;
  private failures = 0;
  private sweep: NodeJS.Timeout | undefined;
  private wake: NodeJS.Timeout | undefined;
  private idle: (() => void)[] = [];

  constructor(
    private readonly nc: Wire,
    options: PublisherOptions = {},
  ) {
    this.window = options.window ?? 256;
    this.deadline = options.deadline ?? 5_000;
    this.tries = options.tries ?? 4;
    this.random = options.random ?? Math.random;
    this.auth = options.auth;
    this.inbox = createInbox(nc.options?.inboxPrefix);
    this.slots = new Array<Item | undefined>(this.window).fill(undefined);
    this.tokens = Array.from({ length: this.window }, (_, slot) => slot);
    for (let slot = this.window - 1; slot >= 0; slot--) this.free.push(slot);
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
    return this.queue.length - this.head + this.again.length + this.window - this.free.length;
  }

  /**
   * Publishes many messages and resolves once, when each has its outcome, in the order given. Never rejects for what the broker
   * says. Order on the stream is not promised within a batch: whoever needs it awaits the one before.
   */
  publishBatch(messages: readonly OutgoingMessage[]): Promise<PublishOutcome[]> {
    if (messages.length === 0) return Promise.resolve([]);
    return new Promise((resolve) => {
      const outcomes = new Array<PublishOutcome>(messages.length);
      let left = messages.length;
      messages.forEach((message, index) =>
        this.enqueue(message, (outcome) => {
          outcomes[index] = outcome;
          if (--left === 0) resolve(outcomes);
        }),
      );
      this.pump();
    });
  }

  /** Publishes one message; resolves with the checked acknowledgement, rejects with PublishFailed. */
  publish(message: OutgoingMessage): Promise<PublishOutcome & { ok: true }> {
    return new Promise((resolve, reject) => {
      this.enqueue(message, (outcome) => (outcome.ok ? resolve(outcome) : reject(new PublishFailed(outcome.code, outcome.transient))));
      this.pump();
    });
  }

  /** Waits until every message given has its outcome, then gives the reply subscription back. */
  async drain(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    this.close();
  }

  private enqueue(message: OutgoingMessage, settle: (outcome: PublishOutcome) => void): void {
    if (this.closed) return settle({ ok: false, code: 'publisher-closed', transient: true });
    const { id, signed, traceparent, subject, body } = message;
    const auth = signed?.auth ?? this.auth?.sign(subject, id, body);
    const headers = encodeHeaders({ id, traceparent, auth, originalId: signed?.originalId });
    this.queue.push({ message, headers, tries: 0, sentAt: 0, settle });
  }

  private pump(): void {
    while (this.free.length > 0 && !this.away) {
      const item = this.next();
      if (!item) return this.rest();
      if (!this.send(item)) return;
    }
  }

  private next(): Item | undefined {
    if (this.pauseUntil > 0 && !this.mayGoOn()) return undefined;
    const again = this.again.shift();
    if (again) return again;
    const item = this.queue[this.head];
    if (!item) return undefined;
    if (++this.head === this.queue.length || this.head > 4_096) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  private mayGoOn(): boolean {
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

  private send(item: Item): boolean {
    const slot = this.free.pop() as number;
    // A token is never used twice, so a late or repeated answer cannot be taken for another message's.
    const token = (this.tokens[slot] = (this.tokens[slot] as number) + this.window);
    this.slots[slot] = item;
    item.sentAt = performance.now();
    try {
      this.nc.publish(item.message.subject, item.message.body, { reply: `${this.inbox}.${token}`, headers: rawHeaders(item.headers) });
    } catch (error) {
      this.release(slot);
      this.thrown(item, error);
      return !this.closed;
    }
    this.sweep ??= setInterval(() => this.expire(), Math.max(10, this.deadline / 8));
    return true;
  }

  private thrown(item: Item, error: unknown): void {
    if (error instanceof errors.InvalidArgumentError) return item.settle({ ok: false, code: 'too-large', transient: false });
    if (this.nc.isClosed()) {
      this.again.unshift(item);
      return this.giveUp('connection-closed');
    }
    this.retry(item, 'not-sent');
  }

  private answered(token: number, reply: Msg): void {
    const slot = token % this.window;
    const item = this.slots[slot];
    if (!item || this.tokens[slot] !== token) return;
    this.release(slot);
    const outcome = readReply(reply.data, item.message.stream);
    if (outcome.ok) this.failures = 0;
    if (outcome.ok || !outcome.transient) item.settle(outcome);
    else this.retry(item, outcome.code);
    // Refill a quarter of the window at a time: one burst of writes instead of 64 single ones.
    if (this.free.length * 4 >= this.window || this.queue.length === this.head) this.pump();
  }

  private retry(item: Item, code: string): void {
    if (++item.tries >= this.tries) return item.settle({ ok: false, code, transient: true });
    this.again.push(item);
    this.pauseUntil = performance.now() + backOff(++this.failures, this.random);
    this.pump();
  }

  private release(slot: number): void {
    this.slots[slot] = undefined;
    this.free.push(slot);
  }

  /** One clock for all slots: what has no answer at its deadline goes again. */
  private expire(): void {
    if (this.away) return;
    const latest = performance.now() - this.deadline;
    this.slots.forEach((item, slot) => {
      if (!item || item.sentAt > latest) return;
      this.release(slot);
      this.retry(item, 'no-answer');
    });
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
      if (status.type === 'disconnect') this.away = true;
      else if (status.type === 'reconnect') this.back();
      else if (status.type === 'error') this.refused(status.error);
    }
    this.giveUp('connection-closed');
  }

  /** Answers to what was under way went to the connection before: all of it is sent again. Ids make that harmless. */
  private back(): void {
    this.away = false;
    this.slots.forEach((item, slot) => {
      if (!item) return;
      this.release(slot);
      this.again.push(item);
    });
    this.pauseUntil = performance.now() + backOff(1, this.random);
    this.pump();
  }

  private refused(error: unknown): void {
    if (!(error instanceof errors.PermissionViolationError) || error.operation !== 'publish') return;
    this.slots.forEach((item, slot) => {
      if (item?.message.subject !== error.subject) return;
      this.release(slot);
      item.settle({ ok: false, code: 'not-permitted', transient: false });
    });
    this.pump();
  }

  private giveUp(code: string): void {
    this.closed = true;
    const left = [...this.again.splice(0), ...this.queue.splice(this.head)];
    this.head = 0;
    this.queue = [];
    this.slots.forEach((item, slot) => {
      if (!item) return;
      this.release(slot);
      left.push(item);
    });
    for (const item of left) item.settle({ ok: false, code, transient: true });
    this.close();
  }

  private close(): void {
    this.closed = true;
    clearInterval(this.sweep);
    clearTimeout(this.wake);
    this.sweep = undefined;
    if (!this.nc.isClosed()) this.subscription.unsubscribe();
    for (const resolve of this.idle.splice(0)) resolve();
  }
}
