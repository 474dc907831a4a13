import { describe, expect, it } from '@jest/globals';
import { backOff, startState, step, type FeedSignal, type FeedState } from './feed-state';

const after = (signals: FeedSignal[], from: FeedState = startState(0)): FeedState =>
  signals.reduce((state, signal, index) => step(state, signal, (index + 1) * 1000), from);

describe('the state of the live feed', () => {
  it('connects, catches up, is live', () => {
    expect(after([{ kind: 'opened' }]).phase).toBe('catching-up');
    const live = after([{ kind: 'opened' }, { kind: 'frame', id: 'a' }, { kind: 'caught-up' }]);
    expect(live).toMatchObject({ phase: 'live', lastEventId: 'a', attempts: 0 });
  });

  it('remembers since when it is offline over many attempts', () => {
    const lost = after([{ kind: 'opened' }, { kind: 'caught-up' }, { kind: 'lost' }, { kind: 'lost' }, { kind: 'lost' }]);
    expect(lost).toMatchObject({ phase: 'offline', since: 3000, attempts: 3 });
  });

  it('keeps its place while offline, so that nothing is skipped after', () => {
    const back = after([{ kind: 'opened' }, { kind: 'frame', id: 'c7' }, { kind: 'lost' }, { kind: 'opened' }]);
    expect(back).toMatchObject({ phase: 'catching-up', lastEventId: 'c7' });
  });

  it('a frame without id does not lose the place', () => {
    expect(after([{ kind: 'frame', id: 'c7' }, { kind: 'frame' }]).lastEventId).toBe('c7');
  });

  it('an opened stream that says nothing does not clear the attempts', () => {
    expect(after([{ kind: 'lost' }, { kind: 'opened' }, { kind: 'lost' }]).attempts).toBe(2);
  });

  it('forgets a place the server no longer has', () => {
    expect(after([{ kind: 'frame', id: 'old' }, { kind: 'reset' }]).lastEventId).toBeUndefined();
    expect(
      after([
        { kind: 'frame', id: 'old' },
        { kind: 'reset', id: 'new' },
      ]).lastEventId,
    ).toBe('new');
  });

  it('waits longer each time, never beyond 15 s, never less than half', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map((attempt) => backOff(attempt, 0.999))).toEqual([500, 1000, 1999, 3998, 7996, 14993, 14993]);
    expect(backOff(1, 0)).toBe(250);
  });
});
