import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assignUnit,
  callDecision,
  closeCall,
  decideResponse,
  formUnit,
  informCaller,
  listCalls,
  listPromises,
  neighbourhoodDrawn,
  registerCall,
  triageCall,
} from '@spil/contracts';
import { eventually, type Person, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService, uuidv7Ids } from '@spil/service-host';
import { intervention } from './intervention.service';

const zone = 'amow';
const zones = [
  { zone, teams: ['noord'] },
  { zone: 'buur', teams: ['buur'] },
];
const dispatcher: Person = { sub: 'dispatcher-1', roles: ['dispatcher'], zone };
const noord: Person = {
  sub: 'crew-1',
  roles: ['crew'],
  zone,
  assignments: [{ assignmentId: uuidv7Ids.next(), role: 'crew', team: 'noord', wijkIds: ['W1'], from: '2026-01-01T00:00:00.000Z' }],
};
const soon = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const noise = { severity: 'limited', urgency: 'notUrgent', nature: 'noise' } as const;

let bench: ServiceBench;

const register = async (): Promise<string> =>
  value(
    await bench.ask(registerCall, dispatcher, {
      ...{ point: [4.005, 51.005], nature: 'other', urgency: 'urgent', summary: 'Canary summary' },
      caller: { name: 'Canary Caller' },
      receivedAt: '2026-01-12T09:30:00.000Z',
    }),
  ).callId;
const listed = async (who: Person, callId: string) =>
  value(await bench.ask(listCalls, who, { limit: 100 })).calls.find((call) => call.callId === callId);
const framesOf = async (audience: string, callId: string) =>
  (await bench.stored(`FEEDS_${zone}_${audience}`)).filter(({ data }) => data?.['callId'] === callId);
/** Weighed, and answered later with words that speak of somebody. */
async function promised(minutes: number): Promise<string> {
  const callId = await register();
  value(await bench.ask(triageCall, dispatcher, { callId, ...noise }));
  const notice = { motive: 'moreUrgentFirst', words: 'Canary words', expectedAt: soon(minutes) } as const;
  value(await bench.ask(decideResponse, dispatcher, { callId, response: 'LATER', notice }));
  return callId;
}

beforeAll(async () => {
  bench = await ServiceBench.start('intervention', zones, processEnvironment(), () => startService(intervention));
  const square: [number, number][] = [
    [4, 51],
    [4.01, 51],
    [4.01, 51.01],
    [4, 51.01],
    [4, 51],
  ];
  const drawn = { wijkId: 'W1', name: 'Wijk W1', municipality: 'Spilbeek', edition: 1, polygons: [[square]] };
  await bench.publish(neighbourhoodDrawn, drawn, { zone, aggregate: 'W1' });
  await eventually('the wijk known', async () => (await bench.db.collection('neighbourhoods').countDocuments()) === 1);
  value(await bench.ask(formUnit, dispatcher, { unitId: 'combi-noord', team: 'noord', wijkIds: ['W1'] }));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('triage (I03)', () => {
  it('asks all three, answers a proposal, and crews hear what the call became', async () => {
    const callId = await register();
    expect(problem(await bench.ask(triageCall, dispatcher, { callId, severity: 'limited', urgency: 'notUrgent' } as never))).toBe(
      'invalid-request',
    );
    expect(problem(await bench.ask(triageCall, noord, { callId, ...noise }))).toBe('forbidden');
    expect(problem(await bench.ask(triageCall, { ...dispatcher, zone: 'buur' }, { callId, ...noise }))).toBe('not-found');
    const weighed = value(await bench.ask(triageCall, dispatcher, { callId, ...noise }));
    expect(weighed).toMatchObject({ ...noise, proposal: { response: 'LATER', withinMinutes: 240 } });
    expect(value(await bench.ask(triageCall, dispatcher, { callId, ...noise }))).toEqual(weighed);
    expect(await listed(noord, callId)).toMatchObject({ nature: 'noise', urgency: 'notUrgent', triage: { severity: 'limited' } });
    const frames = await eventually('two frames', async () => {
      const found = await framesOf('crew-noord', callId);
      return found.length >= 2 && found;
    });
    expect(frames.map(({ data }) => data?.['nature'])).toEqual(['other', 'noise']);
  });
});

describe('a decision (I05) and what the caller hears (I06)', () => {
  it('later without motive and time is refused, and otherwise than proposed without a reason too', async () => {
    const callId = await register();
    const decide = async (form: object) => problem(await bench.ask(decideResponse, dispatcher, { callId, ...form } as never));
    expect(await decide({ response: 'IMMEDIATE' })).toBe('intervention.triage-missing');
    value(await bench.ask(triageCall, dispatcher, { callId, ...noise }));
    expect(await decide({ response: 'LATER' })).toBe('intervention.notice-required');
    expect(await decide({ response: 'LATER', notice: { motive: 'noHurry' } })).toBe('intervention.notice-required');
    expect(await decide({ response: 'LATER', notice: { motive: 'noHurry', expectedAt: soon(-1) } })).toBe('intervention.expected-in-past');
    expect(await decide({ response: 'IMMEDIATE' })).toBe('intervention.deviation-needs-reason');
    expect(problem(await bench.ask(closeCall, dispatcher, { callId }))).toBe('intervention.decision-missing');
    expect(await decide({ response: 'IMMEDIATE', reason: 'Canary reason' })).toBe('no problem');
    expect(problem(await bench.ask(closeCall, dispatcher, { callId }))).toBe('intervention.notice-missing');
    expect((await listed(dispatcher, callId))?.decision).toMatchObject({ response: 'IMMEDIATE', deviates: true });
  });

  it('is stored with the call and readable by nobody else; crews and frames have the time at most', async () => {
    const callId = await promised(60);
    const document = JSON.stringify(await bench.db.collection('calls').findOne({ _id: callId as never }));
    const frames = await eventually('the decision in the dispatch room', async () => {
      const found = (await framesOf('dispatch', callId)).filter(({ type }) => type === callDecision.type);
      return found.length > 0 && found;
    });
    expect(callDecision.validate(frames[0]?.data)).toEqual({ ok: true });
    expect([document, JSON.stringify(frames), JSON.stringify(await listed(noord, callId))].join()).not.toContain('Canary words');
    expect((await framesOf('crew-noord', callId)).filter(({ type }) => type === callDecision.type)).toEqual([]);
    expect(await listed(noord, callId)).not.toHaveProperty('notices');
    expect((await listed(dispatcher, callId))?.notices).toMatchObject([{ motive: 'moreUrgentFirst', words: 'Canary words' }]);
  });

  it('may be said anew, and the promises of the zone come in the order they fall due until the call closes (X1)', async () => {
    const [second, first] = [await promised(45), await promised(30)];
    const mine = async () => {
      const { calls } = value(await bench.ask(listPromises, dispatcher, {}));
      return calls.filter(({ callId }) => callId === first || callId === second);
    };
    expect((await mine()).map(({ callId }) => callId)).toEqual([first, second]);
    const moved = { motive: 'noUnitFree', expectedAt: soon(90) } as const;
    const informed = value(await bench.ask(informCaller, dispatcher, { callId: first, ...moved }));
    expect(informed).toMatchObject({ notices: 2, notice: moved });
    expect(value(await bench.ask(informCaller, dispatcher, { callId: first, ...moved }))).toEqual(informed);
    const [next, last] = await mine();
    expect([next?.callId, last?.callId]).toEqual([second, first]);
    expect(last?.notices?.map(({ motive }) => motive)).toEqual(['noUnitFree', 'moreUrgentFirst']);
    expect(Date.parse(moved.expectedAt) - Date.parse(last?.warnAt ?? '')).toBe(10 * 60_000);
    value(await bench.ask(closeCall, dispatcher, { callId: second }));
    expect((await mine()).map(({ callId }) => callId)).toEqual([first]);
    expect(problem(await bench.ask(informCaller, dispatcher, { callId: second, ...moved }))).toBe('intervention.call-closed');
    expect(problem(await bench.ask(assignUnit, dispatcher, { callId: second, unitId: 'combi-noord' }))).toBe('intervention.call-closed');
    expect(value(await bench.ask(listPromises, { ...dispatcher, zone: 'buur' }, {})).calls).toEqual([]);
    expect(problem(await bench.ask(listPromises, noord, {}))).toBe('forbidden');
  });

  it('is shown only after each reading is logged', async () => {
    const before = await bench.db.collection('readLog').countDocuments();
    const { calls } = value(await bench.ask(listPromises, dispatcher, {}));
    expect(calls.length).toBeGreaterThan(0);
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + calls.length);
  });
});
