import { describe, expect, it } from '@jest/globals';
import { inMinutes, noticeOf } from './drafts';

describe('what the caller is told, while it is typed', () => {
  it('is proposed on the next five minutes, in the zone’s own time', () => {
    expect(inMinutes(10, Date.parse('2026-01-12T10:01:00.000Z'))).toBe('2026-01-12T11:15');
    expect(inMinutes(15, Date.parse('2026-01-12T10:00:00.000Z'))).toBe('2026-01-12T11:15');
  });

  it('is sent with what was filled in and nothing else', () => {
    expect(noticeOf({})).toEqual({});
    // Typed for another motive, and no longer on the screen.
    expect(noticeOf({ motive: 'unitComing', words: 'Wegenwerken' })).toEqual({ motive: 'unitComing' });
    expect(noticeOf({ motive: 'noHurry', words: '  ', until: 'not a time' })).toEqual({ motive: 'noHurry' });
    expect(noticeOf({ motive: 'other', words: ' Wegenwerken ', until: '2026-01-12T11:15' })).toEqual({
      motive: 'other',
      words: 'Wegenwerken',
      expectedAt: '2026-01-12T10:15:00.000Z',
    });
  });
});
