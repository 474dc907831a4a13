import { parseSubject, type CloudEvent } from '@spil/contracts';

/** The zone of a stored message, from its subject (which its producer signed). */
export function zoneOf(subject: string): string {
  const parsed = parseSubject(subject);
  if (!parsed) throw new Error('a stored message without a zone');
  return parsed.zone;
}

/** The data of an event: there, because the transport checked it against the contract. */
export function dataOf<T>(event: CloudEvent<T>): T {
  if (event.data === undefined) throw new Error(`event ${event.id} has no data`);
  return event.data;
}
