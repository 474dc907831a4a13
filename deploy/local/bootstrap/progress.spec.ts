import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Progress } from './progress.mjs';

describe('progress', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  const watch = (isTTY: boolean) => {
    const written: string[] = [];
    const progress = new Progress({ isTTY, write: (text) => written.push(text) }, () => Date.now());
    const lasting = (ms: number) =>
      progress.during('build', async (report) => {
        report('building wijk');
        await new Promise((done) => setTimeout(done, ms));
      });
    return { written, lasting };
  };

  it('stays silent below two seconds', async () => {
    const { written, lasting } = watch(false);
    const task = lasting(1_500);
    await jest.advanceTimersByTimeAsync(1_500);
    await task;
    expect(written).toEqual([]);
  });

  it('logs what is being done after two seconds, then every ten, then how long it took', async () => {
    const { written, lasting } = watch(false);
    const task = lasting(13_000);
    await jest.advanceTimersByTimeAsync(13_000);
    await task;
    expect(written).toEqual(['… building wijk (2 s)\n', '… building wijk (12 s)\n', '  build: 13 s\n']);
  });

  it('rewrites one line on a terminal', async () => {
    const { written, lasting } = watch(true);
    const task = lasting(3_200);
    await jest.advanceTimersByTimeAsync(3_200);
    await task;
    expect(written[0]).toBe('\r\u001b[K… building wijk (2 s)');
    expect(written.at(-1)).toBe('\r\u001b[K  build: 3 s\n');
  });
});
