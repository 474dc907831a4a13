import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Gate } from './gate';

describe('Gate', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const setUp = (probe: () => boolean) => {
    const turns: string[] = [];
    const gate = new Gate({
      probe: () => (probe() ? Promise.resolve() : Promise.reject(new Error('away'))),
      pause: () => Promise.resolve(void turns.push('pause')),
      resume: () => Promise.resolve(void turns.push('resume')),
      random: () => 0.5,
      now: () => Date.now(),
    });
    return { gate, turns };
  };

  it('opens only when the dependency answers, however long that takes', async () => {
    let up = false;
    const { gate, turns } = setUp(() => up);
    void gate.open();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(turns).toEqual([]);
    up = true;
    await jest.advanceTimersByTimeAsync(3_000);
    expect(turns).toEqual(['resume']);
  });

  it('shuts when tripped and opens again with the dependency; further trips meanwhile change nothing', async () => {
    let up = true;
    const { gate, turns } = setUp(() => up);
    await gate.open();
    await jest.advanceTimersByTimeAsync(10_000);
    up = false;
    void gate.trip();
    void gate.trip();
    await jest.advanceTimersByTimeAsync(30_000);
    void gate.trip();
    expect(turns).toEqual(['resume', 'pause']);
    up = true;
    await jest.advanceTimersByTimeAsync(3_000);
    expect(turns).toEqual(['resume', 'pause', 'resume']);
  });

  it('does not spin when the probe is kinder than the truth', async () => {
    const { gate, turns } = setUp(() => true);
    await gate.open();
    const spin = setInterval(() => void gate.trip(), 1);
    await jest.advanceTimersByTimeAsync(20_000);
    clearInterval(spin);
    expect(turns.filter((turn) => turn === 'pause').length).toBeLessThan(25);
  });

  it('a handler that meets the dependency away while pulling is being opened is not left waiting', async () => {
    const turns: string[] = [];
    const gate: Gate = new Gate({
      probe: () => Promise.resolve(),
      pause: () => Promise.resolve(void turns.push('pause')),
      resume: async () => {
        turns.push('resume');
        await Promise.resolve();
        if (turns.length === 1) void gate.trip();
      },
      random: () => 0.5,
      now: () => Date.now(),
    });
    await gate.open();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(turns).toEqual(['resume', 'pause', 'resume']);
  });

  it('never opens again once closed', async () => {
    const { gate, turns } = setUp(() => true);
    gate.close();
    await gate.open();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(turns).toEqual([]);
  });
});
