import { describe, expect, it } from '@jest/globals';
import type { Sealed } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import { ZoneMap } from '@spil/geo';
import type { CitizenContact } from '../../domain/citizen-contact';
import type { Read } from '../ports';
import { FollowContact } from './follow-contact';

const now = '2026-01-20T10:00:00.000Z';
const at = '2026-01-12T10:00:00.000Z';
const sealed = { data: '{"subject":"Canary lamp","asker":{"name":"Canary Resident","reach":"0470"}}' } as unknown as Sealed;
const asked = {
  ...{ contactId: 'c1', zone: 'amow', wijkId: 'W1', channel: 'phone', kind: 'question', receivedAt: at, recordedAt: at },
  ...{ recordedBy: 'clerk-1', dueAt: '2026-01-17T10:00:00.000Z', sealed, status: 'open' },
} as CitizenContact;
const answeredThen = (forResident?: boolean) =>
  ({
    ...asked,
    ...{ status: 'answered', answeredAt: '2026-01-14T10:00:00.000Z', answeredBy: 'ina' },
    ...(forResident === undefined ? {} : { forResident }),
    answerSealed: { data: '"On Friday"' } as unknown as Sealed,
  }) as CitizenContact;

function setup(contact: CitizenContact, days = 90) {
  const log = { lines: [] as Read[], broken: false };
  const reads = {
    record: (lines: readonly Read[]) => {
      if (log.broken) return Promise.reject(new Error('away'));
      log.lines.push(...lines);
      return Promise.resolve();
    },
  };
  const inspector = { personId: 'inspector-1', displayName: 'Ina Demo', phone: '02 000 00 01' };
  const map = ZoneMap.from([{ id: 'W1', name: 'Markt', municipality: 'Spilbeek', polygons: [[square]] }]);
  const area = {
    maps: { of: () => Promise.resolve(map) },
    people: { of: () => Promise.resolve({ zone: 'amow', wijkId: 'W1', appointments: [{ inspector, from: '2026-01-01T00:00:00.000Z' }] }) },
    reachabilities: { ofZone: () => Promise.resolve([]) },
  };
  const making = {
    now: () => now,
    sealer: { seal: () => sealed, open: <T>(one: Sealed): T => JSON.parse(one.data) as T },
    codes: { of: () => 'code', contactOf: (_zone: string, code: string) => (code === 'code' ? 'c1' : undefined) },
    terms: [{ from: '2026-01-01', days }],
  };
  const contacts = { byId: (zone: string) => Promise.resolve(zone === 'amow' ? contact : undefined) };
  const follow = new FollowContact(contacts, area as never, reads, making);
  return { log, ask: (followCode = 'code', zone = 'amow') => follow.run({ request: { followCode }, zone }) };
}
const square: [number, number][] = [
  [4, 51],
  [4, 52],
  [5, 52],
  [5, 51],
  [4, 51],
];
const missing = { error: { code: 'not-found' } };

describe('following a contact by its link', () => {
  it('says who answers and that it is late, never what was asked or by whom', async () => {
    const told = unwrap(await setup(asked).ask());
    expect(told).toEqual({
      ...{
        kind: 'question',
        wijkName: 'Markt',
        receivedAt: at,
        dueAt: '2026-01-17T10:00:00.000Z',
        status: 'open',
        overdue: true,
        asOf: now,
      },
      answering: { displayName: 'Ina Demo', phone: '02 000 00 01', standsIn: false },
    });
    expect(JSON.stringify(told)).not.toMatch(/Canary|0470|inspector-1|c1/);
  });

  it('shows the answer only when who answered chose so', async () => {
    expect(unwrap(await setup(answeredThen(true)).ask())).toMatchObject({ status: 'answered', overdue: false, answer: 'On Friday' });
    for (const contact of [answeredThen(false), answeredThen()]) {
      const told = unwrap(await setup(contact).ask());
      expect(told).toMatchObject({ status: 'answered', answeredAt: '2026-01-14T10:00:00.000Z' });
      expect(told.answer).toBeUndefined();
    }
  });

  it('answers a wrong code, another zone and a term that is over alike, and logs no reading that did not happen', async () => {
    const { ask, log } = setup(answeredThen(true), 5);
    expect(await Promise.all([ask('other'), ask('code', 'buur'), ask()])).toMatchObject([missing, missing, missing]);
    expect(log.lines).toEqual([]);
  });

  it('is logged before a word leaves, and shows nothing when it cannot be', async () => {
    const { ask, log } = setup(asked);
    await ask();
    expect(log.lines).toMatchObject([{ actor: 'resident', rule: 'follow-code', subject: 'c1', decision: 'shown' }]);
    log.broken = true;
    await expect(ask()).rejects.toThrow('away');
  });
});
