import { describe, expect, it } from '@jest/globals';
import { followContact } from '@spil/contracts';
import { shownAfter } from './use-followed';

const followed = followContact.sample.answer;

describe('what a resident sees', () => {
  it('is the latest answer', () => {
    const answered = { ...followed, status: 'answered' as const };
    expect(shownAfter({ followed, trouble: 'network' }, answered)).toEqual({ followed: answered });
  });

  it('stays when there is no network or no answer now', () => {
    expect(shownAfter({ followed }, 'network')).toEqual({ followed, trouble: 'network' });
    expect(shownAfter({}, 'busy')).toEqual({ trouble: 'busy' });
  });

  it('is gone when the link leads nowhere any more', () => {
    expect(shownAfter({ followed }, 'broken')).toEqual({ trouble: 'broken' });
  });
});
