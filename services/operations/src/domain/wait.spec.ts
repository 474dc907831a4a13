import { describe, expect, it } from '@jest/globals';
import { Waits } from './wait';

const look = { stream: 'EVENTS_WIJK', consumer: 'information-sharing' };

describe('how long a message waits', () => {
  it('is nothing while nothing waits', () => {
    expect(new Waits().ageOf({ ...look, waiting: 0, ackFloor: 5, lastSequence: 5 }, 1_000)).toBe(0);
  });

  it('grows while nothing is settled, and ends when all is', () => {
    const waits = new Waits();
    expect(waits.ageOf({ ...look, waiting: 1, ackFloor: 5, lastSequence: 6 }, 0)).toBe(0);
    expect(waits.ageOf({ ...look, waiting: 3, ackFloor: 5, lastSequence: 8 }, 30_000)).toBe(30_000);
    expect(waits.ageOf({ ...look, waiting: 0, ackFloor: 8, lastSequence: 8 }, 35_000)).toBe(0);
    expect(waits.ageOf({ ...look, waiting: 1, ackFloor: 8, lastSequence: 9 }, 40_000)).toBe(0);
  });

  it('is that of the oldest left, when some of a backlog is settled', () => {
    const waits = new Waits();
    waits.ageOf({ ...look, waiting: 5, ackFloor: 0, lastSequence: 5 }, 0);
    waits.ageOf({ ...look, waiting: 9, ackFloor: 1, lastSequence: 10 }, 10_000);
    expect(waits.ageOf({ ...look, waiting: 4, ackFloor: 6, lastSequence: 10 }, 12_000)).toBe(2_000);
  });

  it('does not count from messages that were never meant for it', () => {
    const waits = new Waits();
    waits.ageOf({ ...look, waiting: 0, ackFloor: 5, lastSequence: 900 }, 0);
    expect(waits.ageOf({ ...look, waiting: 1, ackFloor: 5, lastSequence: 901 }, 60_000)).toBe(0);
  });

  it('remembers a bounded number of looks and still the first', () => {
    const waits = new Waits();
    for (let n = 0; n < 5_000; n++) waits.ageOf({ ...look, waiting: n + 1, ackFloor: 0, lastSequence: n + 1 }, n * 1_000);
    expect(waits.ageOf({ ...look, waiting: 1, ackFloor: 0, lastSequence: 5_000 }, 5_000_000)).toBe(5_000_000);
  });
});
