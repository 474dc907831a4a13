import { refillSubject } from '@spil/contracts';
import type { OutgoingMessage, PublishOutcome } from '@spil/messaging';
import type { Collection } from '@spil/mongo';
import { keptEvents } from './kept';
import { publishRound, type BatchPublisher } from './round';

export interface RefillOptions {
  collections: readonly Collection[];
  publisher: BatchPublisher;
  /** This service's signature over subject, id and body. */
  sign: (subject: string, id: string, body: Uint8Array) => string;
  /** Subjects of the streams that are being refilled. */
  wanted: (subject: string) => boolean;
}

const skipped: PublishOutcome = { ok: true, stream: '', seq: 0, duplicate: true };

/**
 * Publishes again what was published in the last seven days and belongs into the streams being refilled: same ids, same bodies,
 * the order of each aggregate, this service's own signature. Rejects at the first refusal; doing it twice is harmless. Answers
 * how many messages were stored now.
 */
export async function refill({ collections, publisher, sign, wanted }: RefillOptions): Promise<number> {
  let stored = 0;
  const again = {
    async publishBatch(messages: readonly OutgoingMessage[]): Promise<PublishOutcome[]> {
      const outcomes = messages.map(() => skipped);
      const mine = messages.flatMap((message, at) => (wanted(message.subject) ? [{ message: readdressed(message, sign), at }] : []));
      if (mine.length === 0) return outcomes;
      const found = await publisher.publishBatch(mine.map(({ message }) => message));
      found.forEach((outcome, n) => {
        outcomes[mine[n]?.at ?? -1] = outcome;
        if (outcome.ok && !outcome.duplicate) stored++;
      });
      return outcomes;
    },
  };
  for (const collection of collections) {
    for await (const claims of keptEvents(collection)) {
      const { refusal } = await publishRound(claims, again, {});
      if (refusal !== undefined) throw new Error(`the broker refused a refilled message: ${refusal}`);
    }
  }
  return stored;
}

/** To the address of a refill, signed for the subject it will be stored under. */
function readdressed(message: OutgoingMessage, sign: RefillOptions['sign']): OutgoingMessage {
  const { subject, id, body } = message;
  return { ...message, subject: refillSubject(subject), signed: { auth: sign(subject, id, body), originalId: id } };
}
