import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '@spil/observability';
import type { AssignmentBook } from './assignment-book';
import type { NatsAudienceTails } from './audience-tails';

/** Follows the connection: while it is away nobody's rights are certain, when it is back everything is read anew before frames flow. */
export class BusWatch {
  connected = true;

  constructor(
    private readonly bus: NatsConnection,
    private readonly book: AssignmentBook,
    private readonly tails: NatsAudienceTails,
    private readonly log: Logger,
  ) {}

  start(): void {
    void this.watch();
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.bus.status()) {
      if (type === 'disconnect') this.away();
      else if (type === 'reconnect') this.back();
    }
  }

  private away(): void {
    this.connected = false;
    this.book.uncertain();
    this.log.warn({}, 'the bus is away: feeds wait');
  }

  private back(): void {
    this.connected = true;
    this.log.info({}, 'the bus is back');
    // Rights first: a tail that runs meanwhile fills memory, and sessions wait until rights are certain.
    void this.book.load();
    void this.tails.renew();
  }
}
