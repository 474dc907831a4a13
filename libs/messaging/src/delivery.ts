import type { CloudEvent } from '@spil/contracts';
import { JetStreamContext } from './context';
import type { Route } from './routes';
import type { DeliveryInfo } from './telemetry';
import type { StoredMessage } from './stored-message';
import type { Keyed } from './lanes';

/** A Nest handler as the strategy keeps it. */
export type Handler = (data: unknown, context: unknown) => Promise<unknown>;

/** One message in hand, from its arrival to its settlement. Redeliveries of the same message land in the same object. */
export class Delivery implements Keyed {
  /** Attempts begun, here and (by the broker's count) in processes before. */
  attempts: number;
  /** Number of the attempt running; 0 when none. An ended attempt's late result carries an old number and is ignored. */
  run = 0;
  startedAt = 0;
  touchedAt: number;
  context: JetStreamContext;
  /** Set while the broker holds the message for a delayed retry. */
  awayUntil = 0;
  /** Kept by Hand. */
  place = -1;
  private runs = 0;

  constructor(
    public message: StoredMessage,
    readonly admitted: { event: CloudEvent; route: Route<Handler>; key: string; subject: string },
    now: number,
  ) {
    this.attempts = message.again ? message.place.deliveries - 1 : 0;
    this.touchedAt = now;
    this.context = new JetStreamContext(message, admitted.event, admitted.subject);
  }

  /** Stream and place name a message for good; the consumer's own counters change with every delivery. */
  get id(): string {
    return deliveryId(this.message);
  }

  get key(): string {
    return this.admitted.key;
  }

  begin(now: number): number {
    this.attempts++;
    this.startedAt = now;
    return (this.run = ++this.runs);
  }

  /** The broker delivered it again: acknowledge by the newest handle. */
  redelivered(message: StoredMessage, now: number): void {
    this.message = message;
    this.touchedAt = now;
    this.awayUntil = 0;
    this.context = new JetStreamContext(message, this.admitted.event, this.admitted.subject);
  }

  info(service: string): DeliveryInfo {
    const { stream, durable, deliveries } = this.message.place;
    const { event, subject } = this.admitted;
    return {
      service,
      stream,
      durable,
      subject,
      eventId: event.id,
      type: event.type,
      deliveries,
      bytes: this.message.data.length,
      traceparent: this.context.traceparent,
      created: event.traceparent,
    };
  }
}

/** The id of the delivery a message would have. */
export const deliveryId = ({ place }: StoredMessage): string => `${place.stream}:${place.seq}`;
