import { describe, expect, it } from '@jest/globals';
import { addressTyped, begun, freshCall } from './call-draft';

const [tenOClock, quarterTo, later] = ['2026-01-12T22:00:00.000Z', '2026-01-12T22:45:00.000Z', '2026-01-12T22:46:00.000Z'];

describe('when the caller rang', () => {
  it('is when something is first filled in, not when the form was emptied', () => {
    expect(freshCall().since).toBeUndefined();
    expect(begun(freshCall(), quarterTo)).toEqual({ since: quarterTo });
  });

  it('stays that moment while one writes on, so that a second try is the same call', () => {
    const draft = { ...freshCall(), ...begun(freshCall(), quarterTo), summary: 'Geroep' };
    expect(begun(draft, later)).toEqual({ since: quarterTo });
    expect(addressTyped(draft, later)).toEqual({ since: quarterTo });
  });

  it('is not when an address was looked up before, without a call', () => {
    const looked = { ...freshCall(), ...addressTyped(freshCall(), tenOClock) };
    expect(addressTyped(looked, quarterTo)).toEqual({ since: quarterTo });
  });
});
