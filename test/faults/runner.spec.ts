import { describe, expect, it } from '@jest/globals';
import type { Finding } from './checker/check';
import { isNoticed } from './runner';

describe('a control', () => {
  const claim: Finding = { invariant: 'plus', what: '0 stored twice: 3 stored twice' };
  const other: Finding = { invariant: 'plus', what: 'no gap above 10 s: 12000 ms' };
  const lost: Finding = { invariant: 'I1', what: '0 stored twice, in the words of another rule' };

  it('without claims is noticed by any of its invariants', () => {
    expect(isNoticed({ notices: ['I1', 'plus'] }, [other])).toBe(true);
    expect(isNoticed({ notices: ['I1'] }, [other])).toBe(false);
    expect(isNoticed({ notices: ['plus'] }, [])).toBe(false);
  });

  it('with claims is noticed when each of them failed, and by nothing else', () => {
    expect(isNoticed({ notices: ['plus'], claims: ['0 stored twice'] }, [claim])).toBe(true);
    expect(isNoticed({ notices: ['plus'], claims: ['0 stored twice'] }, [other])).toBe(false);
    expect(isNoticed({ notices: ['plus'], claims: ['0 stored twice', 'no gap'] }, [claim])).toBe(false);
    expect(isNoticed({ notices: ['plus'], claims: ['0 stored twice', 'no gap'] }, [claim, other])).toBe(true);
    expect(isNoticed({ notices: ['I1', 'plus'], claims: ['0 stored twice'] }, [lost])).toBe(false);
  });
});
