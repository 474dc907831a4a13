import type { MsgHdrs } from '@nats-io/transport-node';
import type { OutgoingMessage } from './outgoing';
import type { PublishOutcome } from './publish-reply';

/** Who waits for the outcomes of messages given together. */
export interface Batch {
  settled(index: number, outcome: PublishOutcome): void;
}

/** A message on its way to the broker, as the publisher keeps it. */
export interface Item {
  message: OutgoingMessage;
  batch: Batch;
  index: number;
  /** Made when it is first sent: what only waits holds no bytes. */
  headers: MsgHdrs | undefined;
  tries: number;
  sentAt: number;
}

export const settle = ({ batch, index }: Item, outcome: PublishOutcome): void => batch.settled(index, outcome);
