import { describe, expect, it } from '@jest/globals';
import type { Collection } from '@spil/mongo';
import { OutboxPressure } from './outbox-pressure';

/** A collection of which only the counting is asked. */
function waiting(documents: () => number): Collection & { counts: number } {
  const collection = {
    counts: 0,
    countDocuments(_filter: object, { limit }: { limit: number }) {
      collection.counts++;
      return Promise.resolve(Math.min(documents(), limit));
    },
  };
  return collection as unknown as Collection & { counts: number };
}

describe('outbox pressure', () => {
  it('refuses nothing and counts nothing while the relay gets on', () => {
    const notes = waiting(() => 1_000);
    const pressure = new OutboxPressure(() => [notes], 10);
    expect({ full: pressure.full, counts: notes.counts }).toEqual({ full: false, counts: 0 });
  });

  it('counts as soon as what is offered is not taken, long before it is given up, and once a second', async () => {
    let now = 0;
    let heldUp = false;
    const notes = waiting(() => 1_000);
    const pressure = new OutboxPressure(
      () => [notes],
      10,
      () => now,
    );
    pressure.heeds(() => heldUp);
    expect(pressure.full).toBe(false);
    heldUp = true;
    expect(pressure.full).toBe(false);
    await new Promise(setImmediate);
    expect([pressure.full, notes.counts]).toEqual([true, 1]);
    now = 1_000;
    expect([pressure.full, notes.counts]).toEqual([true, 2]);
  });

  it('is full when all collections together reach the limit, and has room again when the relay got some away', async () => {
    let left = 6;
    const [notes, zones] = [waiting(() => left), waiting(() => 4)];
    const pressure = new OutboxPressure(
      () => [notes, zones],
      10,
      () => 0,
    );
    await pressure.count();
    expect(pressure.full).toBe(true);
    await expect(pressure.probe()).rejects.toThrow('too much waits for the broker');
    left = 5;
    await expect(pressure.probe()).resolves.toBeUndefined();
    expect(pressure.full).toBe(false);
  });

  it('has itself counted again by whoever is refused, so that it cannot stay full', async () => {
    let now = 0;
    let left = 10;
    const pressure = new OutboxPressure(
      () => [waiting(() => left)],
      10,
      () => now,
    );
    await pressure.count();
    left = 0;
    expect(pressure.full).toBe(true);
    now += 1_000;
    expect(pressure.full).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(pressure.full).toBe(false);
  });

  it('counts at most once a second, however often the relay is refused', () => {
    let now = 0;
    const notes = waiting(() => 1);
    const pressure = new OutboxPressure(
      () => [notes],
      10,
      () => now,
    );
    for (; now < 2_500; now += 10) pressure.stalled();
    expect(notes.counts).toBeLessThanOrEqual(3);
  });
});
