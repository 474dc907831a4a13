import type { FeedFrame } from '../../domain/feed-frame';

const texts = new WeakMap<FeedFrame, Map<string, string>>();

/** The event text of a frame as this much of it leaves, without its id; made once for all readers who see the same. */
export function frameText(frame: FeedFrame, sight: { key: string; data: () => object }): string {
  let made = texts.get(frame);
  if (!made) texts.set(frame, (made = new Map()));
  let text = made.get(sight.key);
  if (text === undefined) made.set(sight.key, (text = eventText(frame.kind, sight.data())));
  return text;
}

/** One server-sent event without an id. JSON has no raw line break, so one data line is enough. */
export const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
