import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import { contactOf, periodOf } from './daily-contact';

const now = '2026-01-12T10:00:00.000Z';
const who = { contactId: 'c', zone: 'amow', authorId: 'ina', now, wijk: { id: 'W1', name: 'Markt' } };
const said = { place: { point: [4.123456, 51.098765] as [number, number] }, channel: 'door' as const, feeling: 'unsafe' as const, at: now };

describe('a daily contact', () => {
  it('keeps the place rounded to about 100 m, never the door itself', () => {
    expect(unwrap(contactOf(said, who))).toMatchObject({ wijkId: 'W1', point: [4.123, 51.099], feeling: 'unsafe' });
  });

  it('may be told by wijk when the device does not know where it is', () => {
    const contact = unwrap(contactOf({ ...said, place: { wijkId: 'W1' } }, who));
    expect(contact.point).toBeUndefined();
    expect(contactOf({ ...said, place: { wijkId: 'W9' } }, { ...who, wijk: undefined })).toMatchObject({ error: { code: 'not-found' } });
  });

  it('lies in the zone and in the past', () => {
    expect(contactOf(said, { ...who, wijk: undefined })).toMatchObject({ error: { code: 'wijk.place-outside-zone' } });
    expect(contactOf({ ...said, at: '2026-01-12T10:01:00.000Z' }, who)).toMatchObject({ error: { code: 'wijk.observed-in-future' } });
  });

  it('is counted with others, and what few said is not told apart', () => {
    const counts = [
      { wijkId: 'W1', feeling: 'unsafe' as const, count: 4 },
      { wijkId: 'W1', feeling: 'safe' as const, count: 1 },
      { wijkId: 'W2', feeling: 'safe' as const, count: 4 },
    ];
    expect(periodOf(counts, 'W1', 5)).toEqual({ contacts: 5, feelings: { safe: 1, uneasy: 0, unsafe: 4 } });
    expect(periodOf(counts, 'W2', 5)).toEqual({ contacts: 4 });
  });
});
