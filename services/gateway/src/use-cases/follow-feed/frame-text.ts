import type { Position } from '../../domain/cursor';
import type { FeedFrame } from '../../domain/feed-frame';

type Made = Map<string, string>;
const texts = new WeakMap<FeedFrame, Made>();
const places = new WeakMap<FeedFrame, Made>();

/** The event text of a frame as this much of it leaves, without its id; made once for all readers who see the same. */
export const frameText = (frame: FeedFrame, sight: { key: string; data: () => object }): string =>
  once(texts, frame, sight.key, () => eventText(frame.kind, sight.data()));

/** Where a frame leaves its readers, sealed; made once for all whose positions in all their audiences are the same. */
export const framePlace = (frame: FeedFrame, positions: ReadonlyMap<string, Position>, seal: () => string): string => {
  let key = '';
  for (const [audience, { epoch, sequence }] of positions) key += `${audience} ${epoch} ${sequence},`;
  return once(places, frame, key, seal);
};

function once(of: WeakMap<FeedFrame, Made>, frame: FeedFrame, key: string, make: () => string): string {
  let made = of.get(frame);
  if (!made) of.set(frame, (made = new Map()));
  let text = made.get(key);
  if (text === undefined) made.set(key, (text = make()));
  return text;
}

/** One server-sent event without an id. JSON has no raw line break, so one data line is enough. */
export const eventText = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
