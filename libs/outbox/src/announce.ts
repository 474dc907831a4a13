import type { Collection, Kept } from '@spil/mongo';
import type { OutgoingMessage } from '@spil/messaging';
import { messagesOf } from './expand';

/**
 * Tells the last event of every aggregate again, where the stream no longer knows its subject: a stream of last values that was
 * wiped is whole again when its owner starts. `publishFirst` must store a message only when nothing is stored under its subject,
 * and answer whether it was. So a newer state is never replaced, whoever publishes at the same time.
 */
export async function announceLast(from: Collection, publishFirst: (message: OutgoingMessage) => Promise<boolean>): Promise<number> {
  const collection = from as unknown as Collection<Kept & { _id: string }>;
  let told = 0;
  for await (const { sent, outbox } of collection.find({ 'sent.0': { $exists: true } }, { projection: { sent: 1, outbox: 1 } })) {
    const last = sent.at(-1);
    // What waits in the outbox is newer and on its way.
    if (!last || outbox.length > 0) continue;
    for (const message of messagesOf(last)) if (await publishFirst(message)) told++;
  }
  return told;
}
