import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { paced, type Paced } from './paced';

describe('what is announced', () => {
  let said: string[];
  let voice: Paced;
  /** What was said by now, after so many milliseconds. */
  const after = (ms: number): string[] => {
    jest.advanceTimersByTime(ms);
    return said;
  };
  beforeEach(() => {
    jest.useFakeTimers();
    said = [];
    voice = paced((text) => said.push(text));
  });
  afterEach(() => void jest.useRealTimers());

  it('is said at once when nothing was said for five seconds', () => {
    voice.announce('1 nieuw bericht');
    expect(after(0)).toEqual(['1 nieuw bericht']);
    jest.advanceTimersByTime(5_000);
    voice.announce('2 nieuwe berichten');
    expect(after(0)).toEqual(['1 nieuw bericht', '2 nieuwe berichten']);
  });

  it('waits until five seconds have passed, and of two that come meanwhile the newer one is said', () => {
    voice.announce('1 nieuw bericht');
    jest.advanceTimersByTime(1_000);
    voice.announce('2 nieuwe berichten');
    jest.advanceTimersByTime(3_000);
    voice.announce('3 nieuwe berichten');
    expect(after(999)).toEqual(['1 nieuw bericht']);
    expect(after(1)).toEqual(['1 nieuw bericht', '3 nieuwe berichten']);
    expect(after(60_000)).toHaveLength(2);
  });

  it('is not put off for ever by what keeps coming: ten a second for a minute are one at once and one each five seconds', () => {
    for (let tenth = 1; tenth <= 600; tenth += 1) {
      voice.announce(`${tenth}`);
      jest.advanceTimersByTime(100);
    }
    expect(said).toHaveLength(13);
  });

  it('keeps quiet once it is stopped', () => {
    voice.announce('Aanvaard.');
    voice.stop();
    expect(after(60_000)).toEqual([]);
  });
});
