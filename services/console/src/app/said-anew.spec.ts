import { describe, expect, it } from '@jest/globals';
import { saidAnew } from './said-anew';

describe('what a screen reader is to say', () => {
  it('is another text each time, also when it is the same sentence', () => {
    const shown = ['Aanvaard.', 'Aanvaard.', 'Aanvaard.', 'Teruggegeven.'].reduce<string[]>(
      (said, next) => [...said, saidAnew(said.at(-1) ?? '', next)],
      [],
    );
    expect(shown.map((text) => text.trim())).toEqual(['Aanvaard.', 'Aanvaard.', 'Aanvaard.', 'Teruggegeven.']);
    shown.forEach((text, at) => expect(text).not.toBe(shown[at - 1]));
  });
});
