import { cloudEvent, eventSubject, feedSubject, type EventContract, type FrameContract, type Stamp } from '@spil/contracts';
import type { Ids, Instant } from '@spil/domain-kit';
import type { PendingEvent } from '@spil/mongo';
import { activeTraceparent } from '@spil/observability';

/** The aggregate an event is about, at the version this write gives it. */
export interface About {
  zone: string;
  /** Kind of aggregate, such as `note`; with the id it is the CloudEvent's subject. Never a name or an address. */
  kind: string;
  id: string;
  /** Version of the aggregate after this write: consumers ignore what is not newer. */
  sequence: number;
  at: Instant;
  /** The event that led to this one. */
  causationId?: string | undefined;
}

/** Turns what a use case announces into outbox entries that continue the active trace. */
export class Outgoing {
  constructor(private readonly ids: Ids) {}

  /** An event for the services on its list. Throws when the data break the contract: that is a bug, and it must not reach a stream. */
  event<T>(contract: EventContract<T>, about: About, data: T): PendingEvent {
    const subject = eventSubject(contract as EventContract, about.zone, about.id);
    return { ...this.entry(contract, about, data), subject };
  }

  /** One frame for several audiences, expanded by the relay; undefined when nobody is addressed. */
  frame<T>(contract: FrameContract<T>, about: About, audiences: readonly string[], data: T): PendingEvent | undefined {
    if (audiences.length === 0) return undefined;
    const subjects = audiences.map((audience) => feedSubject(contract as FrameContract, about.zone, { audience, aggregateId: about.id }));
    return { ...this.entry(contract, about, data), subjects };
  }

  private entry<T>(contract: EventContract<T> | FrameContract<T>, about: About, data: T) {
    const checked = contract.validate(data);
    if (!checked.ok) throw new Error(`${contract.name} would be broken at ${checked.errors.map(({ path }) => path).join(', ')}`);
    const { zone, kind, id: aggregateId, sequence, at, causationId } = about;
    const id = this.ids.next();
    const traceparent = activeTraceparent();
    const stamp: Stamp = { id, zone, aggregate: { kind, id: aggregateId }, sequence, at, traceparent, causationId };
    return { id, type: contract.type, body: JSON.stringify(cloudEvent(contract, stamp, data)), traceparent };
  }
}
