import { AckPolicy, DeliverPolicy, jetstream, jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { DeadLetter } from './dead-letter';
import { header } from './headers';
import { readDead } from './read-dead';
import { WindowPublisher } from './window-publisher';

const DEAD = 'DEAD';

/** A dead letter and its number, by which the tools know it. */
export interface NumberedLetter {
  number: number;
  letter: DeadLetter;
}

/** Dead letters, oldest first. `service` narrows; `limit` bounds (default 100). Needs the provisioner's rights, as all of these do. */
export async function listDead(
  admin: NatsConnection,
  { service, limit = 100 }: { service?: string; limit?: number } = {},
): Promise<NumberedLetter[]> {
  const consumers = jetstream(admin).consumers;
  const consumer = await consumers.get(DEAD, {
    filter_subjects: [service === undefined ? 'dead.>' : `dead.${service}`],
    deliver_policy: DeliverPolicy.All,
  });
  const waiting = (await consumer.info()).num_pending;
  const letters: NumberedLetter[] = [];
  if (waiting === 0) return letters;
  for await (const message of await consumer.fetch({ max_messages: Math.min(limit, waiting), expires: 2_000 })) {
    letters.push({ number: message.seq, letter: readDead(message) });
    if (letters.length >= Math.min(limit, waiting)) break;
  }
  await consumer.delete();
  return letters;
}

/** Reads dead letters one after the other. */
export interface DeadReader {
  /** The oldest of at least this number, or undefined at the end. */
  next(number: number): Promise<NumberedLetter | undefined>;
}

/** The broker's "first at or after this number": its client has the type for the other way of reading only. */
const nextFrom = (seq: number) => ({ seq, next_by_subj: 'dead.>' }) as { seq: number };

/** Reads dead letters by number, without making a consumer: all the operations service may do. */
export async function deadReader(nc: NatsConnection): Promise<DeadReader> {
  const manager = await jetstreamManager(nc, { checkAPI: false });
  return {
    next: async (number) => {
      const found = await orAbsent(() => manager.streams.getMessage(DEAD, nextFrom(number)));
      return found ? { number: found.seq, letter: readDead(found) } : undefined;
    },
  };
}

/** One dead letter with its body, read from the stream it came from when the letter itself carries none. Undefined when unknown. */
export async function showDead(admin: NatsConnection, number: number): Promise<DeadLetter | undefined> {
  const manager = await jetstreamManager(admin);
  const stored = await read(manager, DEAD, number);
  if (!stored) return undefined;
  const letter = readDead(stored);
  return letter.body === undefined ? await completed(manager, letter) : letter;
}

/**
 * Gives the message back to the one service that could not handle it. Body, subject, id and the producer's signature are the
 * first ones, so it is checked and handled exactly as the first time, and nobody else sees it again. The letter is taken out
 * when the replay is stored; should it fail again it comes back as a new one. Rejects when the letter or its body is gone.
 */
export async function replayDead(admin: NatsConnection, number: number): Promise<DeadLetter> {
  const letter = await showDead(admin, number);
  if (!letter) throw new Error(`there is no dead letter ${number}`);
  if (letter.body === undefined || letter.auth === undefined) throw new Error(`dead letter ${number} has no authentic body to replay`);
  const publisher = new WindowPublisher(admin);
  await publisher.publish({
    subject: `replays.${letter.service}.${letter.subject}`,
    id: `replay-${number}-${letter.at}`,
    body: Buffer.from(letter.body, 'base64'),
    traceparent: letter.traceparent,
    signed: { auth: letter.auth, originalId: letter.id },
  });
  await publisher.drain();
  await dropDead(admin, number);
  return letter;
}

/** Takes a dead letter out for good; a person has looked at it. Answers false when it was not there. */
export async function dropDead(admin: NatsConnection, number: number): Promise<boolean> {
  const manager = await jetstreamManager(admin);
  if (!(await read(manager, DEAD, number))) return false;
  return manager.streams.deleteMessage(DEAD, number);
}

/** Adds what only the stream knows to a letter made from an advisory. */
export async function completed(manager: JetStreamManager, letter: DeadLetter): Promise<DeadLetter> {
  const stored = await read(manager, letter.stream, letter.seq);
  if (!stored) return letter;
  return {
    ...letter,
    subject: stored.subject,
    id: stored.header.get(header.originalId) || stored.header.get(header.id),
    auth: stored.header.get(header.auth) || undefined,
    traceparent: stored.header.get(header.traceparent) || undefined,
    body: Buffer.from(stored.data).toString('base64'),
  };
}

const read = (manager: JetStreamManager, stream: string, seq: number): Promise<StoredMsg | undefined> =>
  orAbsent(() => manager.streams.getMessage(stream, { seq }));

async function orAbsent(ask: () => Promise<StoredMsg | null>): Promise<StoredMsg | undefined> {
  try {
    return (await ask()) ?? undefined;
  } catch (error) {
    if ((error as { status?: number }).status === 404) return undefined;
    throw error;
  }
}

/** Kept here so that the collector and the tools agree on the consumer they share. */
export const advisoryConsumer = { durable_name: 'dead-letters', ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All };
