import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assignUnit,
  briefing,
  callFrame,
  crewsBriefed,
  formUnit,
  itemShared,
  listBriefings,
  listCalls,
  listUnits,
  neighbourhoodDrawn,
  readSceneCard,
  registerCall,
  sensitivePointChanged,
  setUnitStatus,
  unitFrame,
  type DataOf,
  type ItemTexts,
  type Sealed,
} from '@spil/contracts';
import { eventually, ServiceBench, type Person } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { intervention } from './intervention.service';

const zone = 'amow';
const zones = [
  { zone, teams: ['noord', 'zuid', 'nacht'] },
  { zone: 'buur', teams: ['buur'] },
];
const crewOf = (sub: string, team: string, wijkIds: string[] = [], at = zone): Person => ({
  sub,
  roles: ['crew'],
  zone: at,
  assignments: [{ assignmentId: uuidv7Ids.next(), role: 'crew', team, wijkIds, from: '2026-01-01T00:00:00.000Z' }],
});
const dispatcher: Person = { sub: 'dispatcher-1', roles: ['dispatcher'], zone };
const noord = crewOf('crew-1', 'noord', ['W1']);
const zuid = crewOf('crew-2', 'zuid', ['W2']);

let bench: ServiceBench;
const value = <A>(answer: { value: A } | { problem: { code: string } }): A => {
  if ('problem' in answer) throw new Error(answer.problem.code);
  return answer.value;
};
const problem = (answer: object): string => ('problem' in answer ? (answer.problem as { code: string }).code : 'no problem');

async function drawWijk(wijkId: string, west: number): Promise<void> {
  const ring: [number, number][] = [
    [west, 51],
    [west + 0.01, 51],
    [west + 0.01, 51.01],
    [west, 51.01],
    [west, 51],
  ];
  const data = { wijkId, name: `Wijk ${wijkId}`, municipality: 'Spilbeek', edition: 1, polygons: [[ring]] };
  await bench.publish(neighbourhoodDrawn, data, { zone, aggregate: wijkId });
}
const inW1: [number, number] = [4.005, 51.005];

async function share(over: Partial<DataOf<typeof itemShared>> = {}, texts: ItemTexts = { headline: 'Canary dealing at the shed' }) {
  const itemId = uuidv7Ids.next();
  const noteId = uuidv7Ids.next();
  const sealed = bench.sealer('information-sharing').seal(texts, ['intervention'], itemId);
  const data = { ...itemShared.sample, wijkId: 'W1', point: inW1, ...over, itemId, noteId, sealed };
  const id = await bench.publish(itemShared, data, { zone, aggregate: itemId });
  return { itemId, noteId, again: () => bench.publish(itemShared, data, { zone, aggregate: itemId, id }) };
}
const ofItem = async (stream: string, itemId: string) => (await bench.stored(stream)).filter(({ data }) => data?.['itemId'] === itemId);
const told = (itemId: string) =>
  eventually('crews-briefed', async () => (await ofItem('EVENTS_INTERVENTION', itemId)).find(({ type }) => type === crewsBriefed.type));

beforeAll(async () => {
  bench = await ServiceBench.start('intervention', zones, processEnvironment(), () => startService(intervention));
  await drawWijk('W1', 4);
  await drawWijk('W2', 4.01);
  await eventually('both wijken known', async () => (await bench.db.collection('neighbourhoods').countDocuments()) === 2);
  value(await bench.ask(formUnit, dispatcher, { unitId: 'combi-noord', team: 'noord', wijkIds: ['W1'] }));
  value(await bench.ask(formUnit, dispatcher, { unitId: 'combi-zuid', team: 'zuid', wijkIds: ['W2'] }));
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
    const { itemId, noteId } = await share();
    expect((await told(itemId)).data).toMatchObject({ itemId, noteId, teams: ['noord'] });
    const [frame] = await ofItem(`FEEDS_${zone}_crew-noord`, itemId);
    expect(briefing.validate(frame?.data)).toEqual({ ok: true });
    expect(bench.sealer('gateway').open<ItemTexts>(frame?.data?.['sealed'] as Sealed, itemId).headline).toBe('Canary dealing at the shed');
    expect(JSON.stringify([frame, await bench.db.collection('briefings').findOne({ _id: itemId as never })])).not.toContain('Canary');
    expect(await ofItem(`FEEDS_${zone}_crew-zuid`, itemId)).toEqual([]);
    const mine = value(await bench.ask(listBriefings, noord, {})).briefings;
    expect(mine.find((one) => one.itemId === itemId)).toMatchObject({ headline: 'Canary dealing at the shed', wijkId: 'W1' });
    for (const other of [zuid, crewOf('crew-0', 'noord', ['W1'], 'buur'), { ...noord, assignments: [] }]) {
      expect(value(await bench.ask(listBriefings, other, {})).briefings.filter((one) => one.itemId === itemId)).toEqual([]);
    }
  });

  it('briefs once however often it comes', async () => {
    const { itemId, again } = await share();
    await told(itemId);
    await again();
    const { itemId: later } = await share();
    await told(later);
    expect(await ofItem(`FEEDS_${zone}_crew-noord`, itemId)).toHaveLength(1);
    expect(await ofItem('EVENTS_INTERVENTION', itemId)).toHaveLength(1);
  });

  it('is kept when nobody is on duty there, and said to have reached nobody', async () => {
    const { itemId } = await share({ wijkId: 'W3' });
    expect((await told(itemId)).data).toMatchObject({ teams: [] });
    const all = value(await bench.ask(listBriefings, dispatcher, {})).briefings;
    expect(all.map((one) => one.itemId)).toContain(itemId);
  });

  it('of a restricted note is shown only after its read is logged', async () => {
    const { itemId } = await share({ handling: 'H1', level: 'safety' }, { safetyLine: 'Large dog' });
    await told(itemId);
    const before = await bench.db.collection('readLog').countDocuments();
    const mine = value(await bench.ask(listBriefings, noord, {})).briefings;
    expect(mine.find((one) => one.itemId === itemId)?.safetyLine).toBe('Large dog');
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + 1);
  });
});

describe('a scene card (X6)', () => {
  const spot: [number, number] = [4.0031, 51.0031];
  const call = {
    point: spot,
    nature: 'domestic',
    urgency: 'urgent' as const,
    summary: 'Canary shouting',
    caller: { name: 'Canary Caller' },
    receivedAt: '2026-01-12T09:30:00.000Z',
  };
  const fresh = () => new Date().toISOString();
  const scene = async (who: Person, callId: string) => value(await bench.ask(readSceneCard, who, { callId }));

  it('shows what was cleared for crews nearby, also when nobody was told then, safety first, each with its rule', async () => {
    const near = await share({ point: [4.0032, 51.0031], observedAt: fresh() }, { headline: 'Deaf neighbour on the first floor' });
    const dog = await share(
      { point: [4.0034, 51.0031], observedAt: fresh(), handling: 'H2', level: 'safety' },
      { safetyLine: 'Loose dog' },
    );
    const far = await share({ point: [4.009, 51.009], observedAt: fresh() }, { headline: 'Canary far away' });
    for (const { itemId } of [near, dog, far]) await told(itemId);
    const { callId } = value(await bench.ask(registerCall, dispatcher, call));
    const before = await bench.db.collection('readLog').countDocuments();
    const card = await scene(noord, callId);
    expect(readSceneCard.validateAnswer(card)).toEqual({ ok: true });
    expect(card.lines.slice(0, 2)).toMatchObject([
      { kind: 'item', itemId: dog.itemId, safetyLine: 'Loose dog', rule: 'crew-reads-own-area', distanceMetres: 20 },
      { kind: 'item', itemId: near.itemId, headline: 'Deaf neighbour on the first floor', rule: 'crew-reads-own-area' },
    ]);
    expect(JSON.stringify(card)).not.toContain('Canary');
    // One line for the card, one for each restricted item on it.
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + 2);
    expect((await scene(dispatcher, callId)).lines[0]).toMatchObject({ rule: 'dispatcher-reads-briefing', rateable: false });
  });

  it('does not exist for another crew, another zone or a crew without assignment; the answer is that of a call that never was', async () => {
    const { callId } = value(await bench.ask(registerCall, dispatcher, call));
    const absent = await bench.ask(readSceneCard, noord, { callId: uuidv7Ids.next() });
    for (const other of [zuid, crewOf('crew-9', 'noord', ['W1'], 'buur'), { ...noord, assignments: [] }, { ...dispatcher, zone: 'buur' }]) {
      expect(await bench.ask(readSceneCard, other, { callId })).toEqual(absent);
    }
  });

  it('names a sensitive point nearby with when somebody last looked, until it is retired', async () => {
    const pointId = uuidv7Ids.next();
    const sealed = bench.sealer('environment').seal({ label: 'Gas bottles', safetyLine: 'Do not smoke' }, ['intervention'], pointId);
    const data = { ...sensitivePointChanged.sample, pointId, wijkId: 'W1', point: [4.0031, 51.0033] as [number, number], sealed };
    await bench.publish(sensitivePointChanged, data, { zone, aggregate: pointId });
    const { callId } = value(await bench.ask(registerCall, dispatcher, call));
    const shown = () => scene(noord, callId).then(({ lines }) => lines.find((line) => line.kind === 'point'));
    const line = await eventually('the point', shown);
    expect(line).toMatchObject({ pointId, label: 'Gas bottles', safetyLine: 'Do not smoke', rule: 'sensitive-point', distanceMetres: 20 });
    await bench.publish(sensitivePointChanged, { ...data, status: 'retired', version: 2 }, { zone, aggregate: pointId, sequence: 2 });
    await eventually('the point is gone', async () => (await shown()) === undefined);
    await bench.publish(sensitivePointChanged, data, { zone, aggregate: pointId });
    const { itemId } = await share();
    await told(itemId);
    expect(await shown()).toBeUndefined();
  });

  it('comes with a unit that is sent from elsewhere, whose author hears that it was told', async () => {
    const { itemId } = await share({ point: [4.0033, 51.003], observedAt: fresh() }, { headline: 'Old feud with the neighbour' });
    await told(itemId);
    const { callId } = value(await bench.ask(registerCall, dispatcher, call));
    expect(problem(await bench.ask(assignUnit, noord, { callId, unitId: 'combi-zuid' }))).toBe('forbidden');
    expect(problem(await bench.ask(assignUnit, dispatcher, { callId, unitId: 'combi-none' }))).toBe('intervention.unit-unknown');
    expect(problem(await bench.ask(assignUnit, { ...dispatcher, zone: 'buur' }, { callId, unitId: 'combi-zuid' }))).toBe('not-found');
    const sent = value(await bench.ask(assignUnit, dispatcher, { callId, unitId: 'combi-zuid' }));
    expect(sent).toEqual({ callId, units: ['combi-zuid'], teams: ['noord', 'zuid'] });
    expect(value(await bench.ask(assignUnit, dispatcher, { callId, unitId: 'combi-zuid' }))).toEqual(sent);
    const card = await scene(zuid, callId);
    expect(card.lines.find((line) => line.kind === 'item' && line.itemId === itemId)).toMatchObject({ rule: 'crew-reads-on-call' });
    await eventually('the author hears of zuid', async () =>
      (await ofItem('EVENTS_INTERVENTION', itemId)).some(({ data }) => JSON.stringify(data?.['teams']) === '["zuid"]'),
    );
    const unit = value(await bench.ask(listUnits, zuid, {})).units.find(({ unitId }) => unitId === 'combi-zuid');
    expect(unit).toMatchObject({ status: 'assigned', callId });
    expect(Date.parse(unit?.alertAt ?? '')).toBeGreaterThan(Date.parse(unit?.warnAt ?? ''));
    const frames = (await bench.stored(`FEEDS_${zone}_crew-zuid`)).filter(({ data }) => data?.['callId'] === callId);
    expect(frames).toHaveLength(1);
    value(await bench.ask(setUnitStatus, zuid, { unitId: 'combi-zuid', status: 'available' }));
    expect(value(await bench.ask(listUnits, zuid, {})).units.find(({ unitId }) => unitId === 'combi-zuid')?.callId).toBeUndefined();
    // What the crew saw because it was sent ends with the call.
    expect((await scene(zuid, callId)).lines.filter((line) => line.rule === 'crew-reads-on-call')).toEqual([]);
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
