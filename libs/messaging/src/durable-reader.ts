import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { createInbox } from '@nats-io/transport-node';
import { backOff } from './back-off';
import { PullAccount } from './pull-account';
import { StoredMessage } from './stored-message';

/** A durable consumer made by the provisioner. */
export interface DurableName {
  stream: string;
  durable: string;
}

export interface ReaderOptions {
  /** Messages asked for ahead. */
  maxMessages: number;
  receive: (message: StoredMessage) => void;
  /** How many more may be in hand now. */
  room?: () => number;
  /** Hears after how many ms the broker delivers again what is not acknowledged. */
  ackWait?: (ms: number) => void;
  warn: (code: string) => void;
}

interface DurableConfig {
  ack_wait?: number;
  priority_policy?: string;
  priority_groups?: string[];
  priority_timeout?: number;
}
interface ConsumerInfo {
  config?: DurableConfig;
  error?: { description?: string };
}
/** The broker counts in these; we in ms. */
const NANOS = 1_000_000;

const OTHER_PIN = 423;
/** Ends of a pull that are no trouble: nothing there, time over, another replica has the pin now. */
const ORDINARY = new Set([404, 408, OTHER_PIN]);

/** ms a pull waits at the broker: so long does a stop wait at most, when nothing comes. */
const EXPIRES = 1_000;
/** ms without a word after which the pulls are lost. */
const SILENCE = 5_000;
/** ms after which it is asked again whether there is room. */
const STARVED = 20;

/**
 * Pulls one durable and hands every message over. The library's `consume()` decodes the headers of every message of a pinned
 * durable and drops what is on the wire when it stops; here nothing is dropped, and a pin is kept alive by pulling more often
 * than it lapses.
 */
export class DurableReader {
  private subscription: Subscription | undefined;
  private account: PullAccount;
  private inbox = '';
  private group: string | undefined;
  private pin = '';
  private expires = EXPIRES;
  private heardAt = 0;
  private askedAt = 0;
  private failures = 0;
  /** Rises with every start and stop: a start that was overtaken by either must not begin to pull. */
  private turn = 0;
  private watch: NodeJS.Timeout | undefined;
  private later: NodeJS.Timeout | undefined;
  private stopping: Promise<void> | undefined;
  private stopStatus: (() => void) | undefined;

  constructor(
    private readonly nc: NatsConnection,
    private readonly name: DurableName,
    private readonly options: ReaderOptions,
  ) {
    this.account = new PullAccount(options.maxMessages);
  }

  /** Starts pulling. Rejects when the durable is not there or not permitted. */
  async start(): Promise<void> {
    if (this.subscription) return;
    const turn = ++this.turn;
    await this.learn();
    if (turn !== this.turn) return;
    this.account = new PullAccount(this.options.maxMessages);
    this.pin = '';
    this.inbox = `${createInbox((this.nc as unknown as { options?: { inboxPrefix?: string } }).options?.inboxPrefix)}.`;
    this.subscription = this.nc.subscribe(`${this.inbox}*`, {
      callback: (error, message) => {
        if (error) this.options.warn(error.name);
        else this.take(message);
      },
    });
    this.heardAt = performance.now();
    this.watch = setInterval(() => this.missed(), SILENCE / 5);
    this.onReconnect();
    this.pull();
  }

  /**
   * Stops pulling and waits until everything the broker was asked for has been handed over or its time is up. Whoever goes before
   * leaves what the broker is just sending on the wire, and it comes twice (F36).
   */
  stop(): Promise<void> {
    this.turn++;
    return (this.stopping ??= this.leave().finally(() => (this.stopping = undefined)));
  }

  private async leave(): Promise<void> {
    const { subscription } = this;
    clearInterval(this.watch);
    clearTimeout(this.later);
    this.later = undefined;
    // Without the broker there is nothing to wait for: the end of the connection is heard of, and forgets what was asked for.
    if (subscription) await this.account.ends(this.expires + SILENCE / 5);
    this.subscription = undefined;
    this.stopStatus?.();
    if (!subscription || this.nc.isClosed() || subscription.isClosed()) return;
    await Promise.race([subscription.drain(), new Promise((resolve) => setTimeout(resolve, 2_000).unref())]);
  }

  /** Reads the durable's patience and priority group; asking at all proves that it is there. */
  private async learn(): Promise<void> {
    const { stream, durable } = this.name;
    const answer = await this.nc.request(`$JS.API.CONSUMER.INFO.${stream}.${durable}`, '', { timeout: 5_000 });
    const { config, error } = answer.json<ConsumerInfo>();
    if (error || !config) throw new Error(`durable ${durable} of ${stream}: ${error?.description ?? 'no answer'}`);
    this.heed(config);
  }

  private heed({
    ack_wait: ackWait = 0,
    priority_policy: policy,
    priority_groups: groups,
    priority_timeout: timeout = 0,
  }: DurableConfig): void {
    this.options.ackWait?.(ackWait / NANOS);
    this.group = policy === 'pinned_client' ? groups?.[0] : undefined;
    const lapse = timeout / NANOS;
    this.expires = this.group !== undefined && lapse > 0 ? Math.min(EXPIRES, Math.max(500, lapse / 2)) : EXPIRES;
  }

  private take(message: Msg): void {
    this.heardAt = performance.now();
    // A status comes to the inbox, a message under its own subject.
    if (message.subject.startsWith(this.inbox)) return this.status(message);
    this.account.delivered();
    if (this.group !== undefined && this.pin === '') this.pin = message.headers?.get('Nats-Pin-Id') ?? '';
    this.failures = 0;
    this.hand(new StoredMessage(message));
    if (this.account.low) this.pull();
  }

  // Thrown through the library's callback an error would end the subscription for everybody.
  private hand(message: StoredMessage): void {
    try {
      this.options.receive(message);
    } catch (error) {
      this.options.warn(error instanceof Error ? error.name : 'unknown');
    }
  }

  private status({ subject, headers }: Msg): void {
    const code = headers?.code ?? 0;
    // A request that was not accepted has no number of what is left of it: that is all it asked for, as its reply subject says.
    this.account.ended(Number(headers?.get('Nats-Pending-Messages') || subject.slice(this.inbox.length)));
    if (code === OTHER_PIN) this.pin = '';
    if (ORDINARY.has(code)) return this.pull();
    // 400, 409, 503: the durable is gone, moved, or the broker is starting: ask again, less and less often.
    this.account.forget();
    this.options.warn(`pull-${code}`);
    this.pullIn(backOff(++this.failures, Math.random));
  }

  private pullIn(ms: number): void {
    this.later ??= setTimeout(() => {
      this.later = undefined;
      this.pull();
    }, ms);
  }

  /** How many to ask for now. At least one in a while, whatever is in hand: who never asks loses the pin. */
  private wanted(): number {
    const lapses = this.account.empty && performance.now() - this.askedAt > this.expires;
    const room = Math.max(this.options.room?.() ?? Infinity, lapses ? 1 : 0);
    const batch = this.account.ask(room);
    if (batch === 0 && this.account.low) this.pullIn(STARVED);
    return batch;
  }

  private pull(): void {
    if (!this.subscription || this.stopping || this.nc.isClosed()) return;
    const batch = this.wanted();
    if (batch === 0) return;
    this.askedAt = performance.now();
    const { stream, durable } = this.name;
    const ask = {
      batch,
      expires: this.expires * 1_000_000,
      ...(this.group !== undefined && { group: this.group }),
      ...(this.pin !== '' && { id: this.pin }),
    };
    this.nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`, JSON.stringify(ask), { reply: `${this.inbox}${batch}` });
  }

  /** No message, no end of a pull, or nothing asked for so long that every pull must have ended: the pulls are lost. */
  private missed(): void {
    const now = performance.now();
    if (now - this.heardAt < SILENCE && now - this.askedAt < SILENCE) return;
    this.heardAt = now;
    this.account.forget();
    this.pull();
  }

  private onReconnect(): void {
    const statuses = this.nc.status();
    this.stopStatus = () => (statuses as unknown as { stop?: () => void }).stop?.();
    void (async () => {
      for await (const { type } of statuses) {
        if (type === 'disconnect') this.account.forget();
        if (type !== 'reconnect') continue;
        this.account.forget();
        this.pin = '';
        this.pull();
      }
    })();
  }
}
