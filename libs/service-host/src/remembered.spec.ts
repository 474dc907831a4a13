import { describe, expect, it } from '@jest/globals';
import { Remembered } from './remembered';

describe('what is remembered', () => {
  const setup = () => {
    let time = 0;
    let loads = 0;
    let away = false;
    const load = (key: string) => (away ? Promise.reject(new Error('away')) : Promise.resolve(`${key}${++loads}`));
    const kept = new Remembered(load, 100, () => time);
    return { kept, pass: (ms: number) => void (time += ms), fail: (is: boolean) => void (away = is), loads: () => loads };
  };

  it('is read once while it is young, and once for many who ask at the same time', async () => {
    const { kept, loads } = setup();
    expect(await Promise.all([kept.get('a'), kept.get('a')])).toEqual(['a1', 'a1']);
    expect(loads()).toBe(1);
  });

  it('is answered old while the new one is fetched', async () => {
    const { kept, pass } = setup();
    await kept.get('a');
    pass(101);
    expect(await kept.get('a')).toBe('a1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await kept.get('a')).toBe('a2');
  });

  it('stays while its source is away, and a failure is not remembered', async () => {
    const { kept, pass, fail } = setup();
    fail(true);
    await expect(kept.get('a')).rejects.toThrow('away');
    fail(false);
    expect(await kept.get('a')).toBe('a1');
    fail(true);
    pass(101);
    expect(await kept.get('a')).toBe('a1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await kept.get('a')).toBe('a1');
  });

  it('is read anew for a look-up that found nothing, but not again at once', async () => {
    const { kept, pass, loads } = setup();
    await kept.get('a');
    pass(60);
    expect(await kept.atMost('a', 50)).toBe('a2');
    expect(await kept.atMost('a', 50)).toBe('a2');
    expect(loads()).toBe(2);
  });

  it('is read anew once it was forgotten, also when it was being read at that moment', async () => {
    const { kept } = setup();
    const old = kept.atMost('a', 1_000);
    kept.forget('a');
    expect(await Promise.all([old, kept.atMost('a', 1_000)])).toEqual(['a1', 'a2']);
    expect(await kept.atMost('a', 1_000)).toBe('a2');
  });
});
