import type { FeedFrame } from '../../domain/feed-frame';

const texts = new WeakMap<FeedFrame, Map<string, string>>();
const places = new WeakMap<FeedFrame, string>();

/** The event text of a frame as this much of it leaves, without its id; made once for all readers who see the same. */
export function frameText(frame: FeedFrame, sight: { key: string; data: () => object }): string {
  let made = texts.get(frame);
  if (!made) texts.set(frame, (made = new Map()));
  let text = made.get(sight.key);
  if (text === undefined) made.set(sight.key, (text = eventText(frame.kind, sight.data())));
  return text;
}

/**
 * Where a frame leaves its readers, sealed; once for all who hear only its audience: there it is the frame's own place and tells
 * nothing more. With a second audience the same text twice would tell that nothing went by unseen in the other (T23).
 */
export function framePlace(frame: FeedFrame, audiences: number, seal: () => string): string {
  if (audiences !== 1) return seal();
  let place = places.get(frame);
  if (place === undefined) places.set(frame, (place = seal()));
  return place;
}

/** One server-sent event without an id. JSON has no raw line break, so one data line is enough. */
export const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
