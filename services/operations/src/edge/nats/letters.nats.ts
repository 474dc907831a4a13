import type { NatsConnection } from '@nats-io/transport-node';
import { deadReader, dropDead, replayDead, type NumberedLetter } from '@spil/messaging';
import type { Letter } from '../../domain/letter';
import type { Letters } from '../../use-cases/ports';

/** Reading further than this serves nobody: what is above it waits for the first to be settled. */
const most = 1_000;

/** Dead letters in their stream, read by number. */
export class NatsLetters implements Letters {
  constructor(private readonly bus: NatsConnection) {}

  async all(): Promise<Letter[]> {
    const reader = await deadReader(this.bus);
    const found: Letter[] = [];
    let next = await reader.next(1);
    while (next && found.length < most) {
      found.push(letterOf(next));
      next = await reader.next(next.number + 1);
    }
    return found;
  }

  async find(number: number): Promise<Letter | undefined> {
    const found = await (await deadReader(this.bus)).next(number);
    return found?.number === number ? letterOf(found) : undefined;
  }

  async replay(number: number): Promise<void> {
    await replayDead(this.bus, number);
  }

  drop(number: number): Promise<boolean> {
    return dropDead(this.bus, number);
  }
}

/** Leaves the body and the signature in the stream. */
const letterOf = ({ number, letter }: NumberedLetter): Letter => ({
  number,
  service: letter.service,
  at: letter.at,
  reason: letter.reason,
  stream: letter.stream,
  sequence: letter.seq,
  deliveries: letter.deliveries,
  subject: letter.subject,
  eventId: letter.id,
  traceparent: letter.traceparent,
  replayable: letter.body !== undefined && letter.auth !== undefined,
});
