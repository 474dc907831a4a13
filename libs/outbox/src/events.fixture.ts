import type { PendingEvent } from '@spil/mongo';

let made = 0;

/** The n-th event of an aggregate, with an id of its own. */
export function eventOf(
  aggregate: string,
  n: number,
  subjects = [`events.wijk.zone1.tick.${Number(aggregate.slice(1)) % 16}`],
): PendingEvent {
  const time = Date.now().toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
  return { id, subjects, type: 'be.spil.wijk.tick.v1', body: JSON.stringify({ id, aggregate, n }) };
}

/** Each aggregate's numbers rise by one. */
export const inOrder = (all: { aggregate: string; n: number }[]): boolean => {
  const last = new Map<string, number>();
  return all.every(({ aggregate, n }) => {
    const before = last.get(aggregate) ?? 0;
    last.set(aggregate, n);
    return n === before + 1;
  });
};
