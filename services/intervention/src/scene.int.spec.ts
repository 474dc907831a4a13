import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assignUnit, listUnits, readSceneCard, registerCall, sensitivePointChanged, setUnitStatus } from '@spil/contracts';
import { eventually, problem, ServiceBench, value, type Person } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { crewOf, dispatcher, drawZone, noord, ofItem, share, told, zone, zones, zuid } from './intervention.fixture';
import { intervention } from './intervention.service';

let bench: ServiceBench;

beforeAll(async () => {
  bench = await ServiceBench.start('intervention', zones, processEnvironment(), () => startService(intervention));
  await drawZone(bench);
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

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
    const near = await share(bench, { point: [4.0032, 51.0031], observedAt: fresh() }, { headline: 'Deaf neighbour on the first floor' });
    const dog = await share(
      bench,
      { point: [4.0034, 51.0031], observedAt: fresh(), handling: 'H2', level: 'safety' },
      { safetyLine: 'Loose dog' },
    );
    const far = await share(bench, { point: [4.009, 51.009], observedAt: fresh() }, { headline: 'Canary far away' });
    for (const { itemId } of [near, dog, far]) await told(bench, itemId);
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
    const { itemId } = await share(bench);
    await told(bench, itemId);
    expect(await shown()).toBeUndefined();
  });

  it('comes with a unit that is sent from elsewhere, whose author hears that it was told', async () => {
    const { itemId } = await share(bench, { point: [4.0033, 51.003], observedAt: fresh() }, { headline: 'Old feud with the neighbour' });
    await told(bench, itemId);
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
      (await ofItem(bench, 'EVENTS_INTERVENTION', itemId)).some(({ data }) => JSON.stringify(data?.['teams']) === '["zuid"]'),
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
