import type { Delivery } from './delivery';

/**
 * Keeps count of attempts that began, outside the process that may die of them. Without it a message that merely lay in a
 * killed process's buffer is counted as if it had been tried.
 */
export interface AttemptLedger {
  /** Counts one more attempt for this message and answers how many began before, as far as this ledger knows. Durable when it resolves. */
  begin(id: string): Promise<number>;
  /** Takes the last attempt back: it ended for a reason that was not the message's. */
  forgive(id: string): Promise<void>;
}

/** Sights after which a message may have killed a process, so that its attempts are counted one by one. */
const SUSPICIOUS = 2;

/**
 * Messages seen before without an end are tried one at a time, each attempt written down first: when the process dies again
 * it is known of which message, and its neighbours are not put aside with it.
 */
export class Suspects {
  private readonly waiting: Delivery[] = [];
  private current: Delivery | undefined;

  constructor(
    private readonly ledger: AttemptLedger | undefined,
    private readonly go: (delivery: Delivery) => void,
    private readonly failed: (delivery: Delivery, error: unknown) => void,
  ) {}

  /** True when this delivery must go through here; it is then started in its turn. */
  take(delivery: Delivery): boolean {
    if (!this.ledger || delivery.attempts < SUSPICIOUS) return false;
    this.waiting.push(delivery);
    if (!this.current) void this.next();
    return true;
  }

  /** A delivery's attempt ended; `forgiven` when it must not count. */
  ended(delivery: Delivery, forgiven: boolean): void {
    if (this.current !== delivery) return;
    this.current = undefined;
    if (forgiven) this.ledger?.forgive(ledgerId(delivery)).catch(() => undefined);
    void this.next();
  }

  private async next(): Promise<void> {
    const delivery = (this.current = this.waiting.shift());
    if (!delivery || !this.ledger) return;
    try {
      const begun = await this.ledger.begin(ledgerId(delivery));
      delivery.attempts = SUSPICIOUS + begun;
      this.go(delivery);
    } catch (error) {
      this.current = undefined;
      this.failed(delivery, error);
      void this.next();
    }
  }
}

/** The time tells a message from one at the same place of a stream that was made anew. */
const ledgerId = ({ id, message }: Delivery): string => `${id}:${message.place.storedAt}`;
