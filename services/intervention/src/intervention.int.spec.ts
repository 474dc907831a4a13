import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  briefing,
  callFrame,
  formUnit,
  listBriefings,
  listCalls,
  listUnits,
  registerCall,
  setUnitStatus,
  unitFrame,
  type ItemTexts,
  type Sealed,
} from '@spil/contracts';
import { eventually, problem, ServiceBench, value, type Person } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { crewOf, dispatcher, drawZone, inW1, noord, ofItem, share, told, zone, zones, zuid } from './intervention.fixture';
import { intervention } from './intervention.service';

let bench: ServiceBench;

beforeAll(async () => {
  bench = await ServiceBench.start('intervention', zones, processEnvironment(), () => startService(intervention));
  await drawZone(bench);
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('units', () => {
  it('follow the status machine and tell their team and the dispatch room', async () => {
    const set = (who: Person, status: 'onScene' | 'busy' | 'offDuty' | 'available') =>
      bench.ask(setUnitStatus, who, { unitId: 'combi-zuid', status, point: [4.012, 51.004] });
    expect(value(await set(zuid, 'onScene'))).toMatchObject({ status: 'onScene', point: [4.012, 51.004] });
    expect(problem(await set(zuid, 'offDuty'))).toBe('intervention.status-not-possible');
    expect(problem(await set(noord, 'busy'))).toBe('not-found');
    expect(value(await set(zuid, 'available')).status).toBe('available');
    for (const audience of ['crew-zuid', 'dispatch']) {
      const frames = await eventually(`frames of ${audience}`, async () => {
        const found = (await bench.stored(`FEEDS_${zone}_${audience}`)).filter(
          ({ type, data }) => type === unitFrame.type && data?.['unitId'] === 'combi-zuid',
        );
        return found.length >= 3 && found;
      });
      expect(frames.map(({ data }) => data?.['status'])).toEqual(['available', 'onScene', 'available']);
    }
  });

  it('are formed for known teams and wijken only, and forming one again changes nothing', async () => {
    const form = (unitId: string, team: string, wijkIds: string[]) => bench.ask(formUnit, dispatcher, { unitId, team, wijkIds });
    expect(problem(await form('combi-x', 'noord', ['W1', 'W9']))).toBe('intervention.wijk-unknown');
    expect(problem(await form('combi-x', 'elsewhere', ['W1']))).toBe('intervention.team-unknown');
    expect(problem(await bench.ask(formUnit, noord, { unitId: 'combi-x', team: 'noord', wijkIds: ['W1'] }))).toBe('forbidden');
    const before = (await bench.stored(`FEEDS_${zone}_crew-noord`)).length;
    const [one, two] = [value(await form('combi-noord', 'noord', ['W1'])), value(await form('combi-noord', 'noord', ['W1']))];
    expect(two).toEqual(one);
    expect((await bench.stored(`FEEDS_${zone}_crew-noord`)).length).toBe(before);
    expect(value(await bench.ask(listUnits, noord, {})).units.map(({ unitId }) => unitId)).toEqual(['combi-noord', 'combi-zuid']);
    expect(value(await bench.ask(listUnits, crewOf('crew-9', 'buur', [], 'buur'), {})).units).toEqual([]);
  });
});

describe('a shared item', () => {
  it('reaches the crew whose area has the place, and no other', async () => {
    const { itemId, noteId } = await share(bench);
    expect((await told(bench, itemId)).data).toMatchObject({ itemId, noteId, teams: ['noord'] });
    const [frame] = await ofItem(bench, `FEEDS_${zone}_crew-noord`, itemId);
    expect(briefing.validate(frame?.data)).toEqual({ ok: true });
    expect(bench.sealer('gateway').open<ItemTexts>(frame?.data?.['sealed'] as Sealed, itemId).headline).toBe('Canary dealing at the shed');
    expect(JSON.stringify([frame, await bench.db.collection('briefings').findOne({ _id: itemId as never })])).not.toContain('Canary');
    expect(await ofItem(bench, `FEEDS_${zone}_crew-zuid`, itemId)).toEqual([]);
    const mine = value(await bench.ask(listBriefings, noord, {})).briefings;
    expect(mine.find((one) => one.itemId === itemId)).toMatchObject({ headline: 'Canary dealing at the shed', wijkId: 'W1' });
    for (const other of [zuid, crewOf('crew-0', 'noord', ['W1'], 'buur'), { ...noord, assignments: [] }]) {
      expect(value(await bench.ask(listBriefings, other, {})).briefings.filter((one) => one.itemId === itemId)).toEqual([]);
    }
  });

  it('briefs once however often it comes', async () => {
    const { itemId, again } = await share(bench);
    await told(bench, itemId);
    await again();
    const { itemId: later } = await share(bench);
    await told(bench, later);
    expect(await ofItem(bench, `FEEDS_${zone}_crew-noord`, itemId)).toHaveLength(1);
    expect(await ofItem(bench, 'EVENTS_INTERVENTION', itemId)).toHaveLength(1);
  });

  it('is kept when nobody is on duty there, and said to have reached nobody', async () => {
    const { itemId } = await share(bench, { wijkId: 'W3' });
    expect((await told(bench, itemId)).data).toMatchObject({ teams: [] });
    const all = value(await bench.ask(listBriefings, dispatcher, {})).briefings;
    expect(all.map((one) => one.itemId)).toContain(itemId);
  });

  it('of a restricted note is shown only after its read is logged', async () => {
    const { itemId } = await share(bench, { handling: 'H1', level: 'safety' }, { safetyLine: 'Large dog' });
    await told(bench, itemId);
    const before = await bench.db.collection('readLog').countDocuments();
    const mine = value(await bench.ask(listBriefings, noord, {})).briefings;
    expect(mine.find((one) => one.itemId === itemId)?.safetyLine).toBe('Large dog');
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + 1);
  });
});

describe('a 101 call', () => {
  const call = {
    point: inW1,
    address: 'Canary street 1',
    nature: 'noise',
    urgency: 'urgent' as const,
    summary: 'Canary summary',
    caller: { name: 'Canary Caller', phone: '0470 00 00 00' },
    receivedAt: '2026-01-12T09:30:00.000Z',
  };

  it('gets a number, reaches the crews of the place and the dispatch room, and never tells who called', async () => {
    const first = value(await bench.ask(registerCall, dispatcher, call, 'call-1'));
    expect(value(await bench.ask(registerCall, dispatcher, call, 'call-1'))).toEqual(first);
    expect(first).toMatchObject({ wijkId: 'W1', teams: ['noord'] });
    expect(first.number).toMatch(/^101-\d{4}-\d{6}$/);
    const frames = await eventually('the frame for the dispatch room', async () => {
      const found = (await bench.stored(`FEEDS_${zone}_dispatch`)).filter(({ data }) => data?.['callId'] === first.callId);
      return found.length > 0 && found;
    });
    expect(frames).toHaveLength(1);
    expect(callFrame.validate(frames[0]?.data)).toEqual({ ok: true });
    expect(bench.sealer('gateway').open(frames[0]?.data?.['sealed'] as Sealed, first.callId)).toEqual({
      summary: 'Canary summary',
      address: 'Canary street 1',
    });
    const document = await bench.db.collection('calls').findOne({ _id: first.callId as never });
    expect(JSON.stringify([document, frames])).not.toContain('Canary');
    expect(() => bench.sealer('gateway').open(document?.['callerSealed'] as Sealed, first.callId)).toThrow();
    expect(bench.sealer('intervention').open(document?.['callerSealed'] as Sealed, first.callId)).toEqual(call.caller);
  });

  it('is listed for dispatchers and for the crew of the area, each reading logged', async () => {
    const { callId, number } = value(await bench.ask(registerCall, dispatcher, call));
    const before = await bench.db.collection('readLog').countDocuments();
    const seen = value(await bench.ask(listCalls, noord, {})).calls;
    expect(seen.find((one) => one.callId === callId)).toMatchObject({ number, summary: 'Canary summary' });
    expect(JSON.stringify(seen)).not.toContain('Canary Caller');
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + seen.length);
    expect(value(await bench.ask(listCalls, zuid, {})).calls.filter((one) => one.callId === callId)).toEqual([]);
    expect(value(await bench.ask(listCalls, { ...dispatcher, zone: 'buur' }, {})).calls).toEqual([]);
  });

  it('is refused outside the zone and from the future', async () => {
    expect(problem(await bench.ask(registerCall, dispatcher, { ...call, point: [5, 51] }))).toBe('intervention.place-outside-zone');
    expect(problem(await bench.ask(registerCall, dispatcher, { ...call, receivedAt: '2999-01-01T00:00:00.000Z' }))).toBe(
      'intervention.received-in-future',
    );
    expect(problem(await bench.ask(registerCall, noord, call))).toBe('forbidden');
  });

  it('never shares its number, however many come at once', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => bench.ask(registerCall, dispatcher, call)));
    expect(new Set(made.map((answer) => value(answer).number)).size).toBe(20);
  });
});
