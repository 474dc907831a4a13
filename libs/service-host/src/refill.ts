import { topology } from '@spil/contracts';
import { publishFirst } from '@spil/messaging';
import { announceLast, refill } from '@spil/outbox';
import type { OpenPlatform } from './open-platform';
import type { StandardConfig } from './platform';

/**
 * The other thing a service's program can do: publish again what its database keeps of the last seven days, into streams that
 * are being refilled, with its own account and its own signature. Answers how many messages were stored.
 */
export async function refillStreams<C extends StandardConfig>(open: OpenPlatform<C>, names: readonly string[]): Promise<number> {
  const { platform, auth, publisher, outboxes } = open;
  const streams = topology(platform.config.TOPOLOGY).streams.filter(({ name }) => names.includes(name));
  const starts = streams.flatMap(({ subjects }) => subjects.map((subject) => subject.replace(/>$/, '')));
  const wanted = (subject: string): boolean => starts.some((start) => subject.startsWith(start));
  const sign = (subject: string, id: string, body: Uint8Array): string => auth.sign(subject, id, body);
  return refill({ collections: [...outboxes.values()], publisher, sign, wanted });
}

/** Tells the last state of what is known by it alone, where the stream lost it, in the background of a start. */
export async function announceStates<C extends StandardConfig>({ platform, auth, outboxes, lastValues }: OpenPlatform<C>): Promise<void> {
  const first = (message: Parameters<typeof publishFirst>[2]): Promise<boolean> => publishFirst(platform.bus, auth, message);
  for (const name of lastValues) {
    const collection = outboxes.get(name);
    const told = collection ? await announceLast(collection, first).catch(() => undefined) : 0;
    if (told === undefined) platform.log.warn({ collection: name }, 'states could not be told again; the next start does');
    else if (told > 0) platform.log.warn({ collection: name, count: told }, 'a stream had lost states: they are told again');
  }
}
