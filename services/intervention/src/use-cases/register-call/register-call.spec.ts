import { describe, expect, it } from '@jest/globals';
import { registerCall, type Sealed } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import type { Call } from '../../domain/call';
import { formUnit } from '../../domain/unit';
import { clock, MemoryUnits, now, person, seal } from '../memory.fixture';
import { RegisterCall } from './register-call';

function setup(inZone = true) {
  const calls: Call[] = [];
  const units = new MemoryUnits();
  units.units.set('amow/a', formUnit(undefined, { zone: 'amow', unitId: 'a', team: 'noord', wijkIds: ['W1'], now }));
  const wijk = { id: 'W1', name: 'Markt', municipality: 'Spilbeek', polygons: [] };
  const area = { wijkAt: () => Promise.resolve(inZone ? wijk : undefined), ofZone: (zone: string) => units.ofZone(zone) };
  let count = 41;
  const ports = {
    nextNumber: () => Promise.resolve(++count),
    add: (call: Call) => {
      calls.push(call);
      return Promise.resolve(call);
    },
  };
  return { calls, register: new RegisterCall(ports, area, seal, { ...clock, next: () => 'call-1' }) };
}
const asked = (over: object = {}) => ({
  request: { ...registerCall.sample.request, receivedAt: now, address: 'Markt 1', caller: { name: 'Somebody', phone: '0' }, ...over },
  caller: person('dispatcher'),
  zone: 'amow',
});

describe('registering a call', () => {
  it('gives it the next number of the year, the wijk and the crews of the place', async () => {
    const { register } = setup();
    expect(unwrap(await register.run(asked()))).toEqual({
      callId: 'call-1',
      number: '101-2026-000042',
      wijkId: 'W1',
      registeredAt: now,
      teams: ['noord'],
    });
  });

  it('seals who called for nobody but ourselves', async () => {
    const { register, calls } = setup();
    await register.run(asked());
    const [call] = calls;
    expect(Object.keys(call?.callerSealed?.keys ?? {})).toEqual(['intervention']);
    expect(seal.open((call as Call).sealed, 'call-1')).toEqual({ summary: 'Loud music on the square', address: 'Markt 1' });
    const { callerSealed: _, sealed: __, ...clear } = call as Call & { callerSealed: Sealed };
    expect(JSON.stringify(clear)).not.toMatch(/Somebody|Markt 1|Loud/);
  });

  it('refuses a place outside the zone and a time ahead of ours', async () => {
    expect(await setup(false).register.run(asked())).toMatchObject({ error: { code: 'intervention.place-outside-zone' } });
    expect(await setup().register.run(asked({ receivedAt: '2026-01-12T10:00:31.000Z' }))).toMatchObject({
      error: { code: 'intervention.received-in-future' },
    });
  });
});
