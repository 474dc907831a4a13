import { describe, expect, it } from '@jest/globals';
import { askedAt, contactRequest, freshContact, type ContactDraft } from './contact-draft';

const [morning, afternoon, evening] = ['2026-01-12T07:00:00.000Z', '2026-01-12T15:00:00.000Z', '2026-01-12T19:00:00.000Z'] as const;
const asked = (part: Partial<ContactDraft>): ContactDraft => ({ ...freshContact(), ...part });

describe('a question of a resident', () => {
  it('is asked when something is first typed, not when the page was opened', () => {
    expect(askedAt(freshContact(), morning)).toBeUndefined();
    expect(askedAt(asked({ subject: 'W' }), afternoon)).toBe(afternoon);
    expect(askedAt(asked({ point: [4.4, 51.2] }), afternoon)).toBe(afternoon);
  });

  it('keeps its moment while it is written, and another one put in its place has its own', () => {
    expect(askedAt(asked({ subject: 'Wanneer?', receivedAt: afternoon }), evening)).toBe(afternoon);
    expect(askedAt(asked({ subject: ' ', receivedAt: afternoon }), evening)).toBeUndefined();
  });

  it('is the same request when it is sent again later', () => {
    const draft = asked({ subject: ' Wanneer? ', point: [4.4, 51.2], receivedAt: afternoon });
    expect(contactRequest(draft, evening)).toEqual({
      ...{ point: [4.4, 51.2], channel: 'phone', kind: 'question', subject: 'Wanneer?', receivedAt: afternoon },
    });
    expect(contactRequest(draft, evening)).toEqual(contactRequest(draft, afternoon));
  });

  it('is not sent without a place, a subject, or a way to answer whom it names', () => {
    const whole = asked({ subject: 'Wanneer?', point: [4.4, 51.2], name: 'Bewoner', reach: '0470' });
    expect(contactRequest(whole, evening)?.asker).toEqual({ name: 'Bewoner', reach: '0470' });
    for (const part of [{ subject: ' ' }, { point: undefined }, { reach: '' }])
      expect(contactRequest({ ...whole, ...part }, evening)).toBeUndefined();
  });
});
