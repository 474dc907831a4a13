import { jetstreamManager } from '@nats-io/jetstream';
import { errors, type NatsConnection } from '@nats-io/transport-node';

interface BusHealthOptions {
  /** ms an answer of the broker counts. */
  holds?: number;
  /** ms after which a refusal is forgotten. */
  forgets?: number;
}

/** What a service needs of the broker beside the connection: its own durables, and not to be refused anything. */
export class BusHealth {
  private known: { at: number; there: Promise<boolean> } | undefined;
  private refusedAt = -Infinity;
  private readonly statuses: AsyncIterable<{ type: string; error?: unknown }>;

  constructor(
    private readonly nc: NatsConnection,
    private readonly durables: readonly { stream: string; durable: string }[],
    private readonly options: BusHealthOptions = {},
  ) {
    this.statuses = nc.status();
    void this.listen();
  }

  /** Every stream and durable it reads is there. Asked at most once in three seconds: a health page is looked at often, and turns within five (F16). */
  streams(): Promise<boolean> {
    const now = performance.now();
    if (!this.known || now - this.known.at > (this.options.holds ?? 3_000)) this.known = { at: now, there: this.look() };
    return this.known.there;
  }

  /** False for a minute after the broker refused something: the permissions are not the ones this program was made for. */
  get permissions(): boolean {
    return performance.now() - this.refusedAt > (this.options.forgets ?? 60_000);
  }

  stop(): void {
    (this.statuses as { stop?: () => void }).stop?.();
  }

  private async look(): Promise<boolean> {
    try {
      const manager = await jetstreamManager(this.nc, { checkAPI: false });
      await Promise.all(this.durables.map(({ stream, durable }) => manager.consumers.info(stream, durable)));
      return true;
    } catch {
      // Not remembered: what is back is to be seen at once.
      this.known = undefined;
      return false;
    }
  }

  private async listen(): Promise<void> {
    for await (const { type, error } of this.statuses) {
      if (type === 'error' && error instanceof errors.PermissionViolationError) this.refusedAt = performance.now();
    }
  }
}
