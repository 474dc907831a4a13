import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  listMediationRequests,
  listReferralAnswers,
  mediationRequestCounted,
  requestMediation,
  settleMediationRequest,
} from '@spil/contracts';
import { eventually, type Person, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { mediation } from './mediation.service';

const zone = 'amow';
const zones = [
  { zone, teams: ['noord'] },
  { zone: 'buur', teams: ['buur'] },
];
const inspector: Person = { sub: 'inspector-1', roles: ['inspector'], zone };
const mediator: Person = { sub: 'mediator-1', roles: ['mediator'], zone };
const wish = {
  origin: 'CITIZEN' as const,
  disputeType: 'noise',
  description: 'Canary drumming at night',
  parties: [{ name: 'Canary Party', contact: '02 000 00 00' }],
};

let bench: ServiceBench;

beforeAll(
  async () => void (bench = await ServiceBench.start('mediation', zones, processEnvironment(), () => startService(mediation))),
  120_000,
);
afterAll(() => bench?.stop(), 30_000);

describe('a request for mediation', () => {
  it('is answered with a number, once, and only a count of its origin leaves', async () => {
    const first = value(await bench.ask(requestMediation, inspector, wish, 'key-1'));
    expect(first.number).toMatch(/^BEM-\d{4}-\d{6}$/);
    expect(value(await bench.ask(requestMediation, inspector, wish, 'key-1'))).toEqual(first);
    expect(problem(await bench.ask(requestMediation, inspector, { ...wish, origin: 'PARTNER' }, 'key-1'))).toBe('idempotency-key-reused');
    const told = await eventually('the count', async () => {
      const found = await bench.stored('EVENTS_MEDIATION');
      return found.length > 0 && found;
    });
    expect(told).toHaveLength(1);
    expect(told[0]?.type).toBe(mediationRequestCounted.type);
    expect(Object.keys(told[0]?.data ?? {}).sort()).toEqual(['day', 'origin']);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`Canary|noise|${first.requestId}|inspector-1`));
    const document = await bench.db.collection('mediationRequests').findOne({ _id: first.requestId as never });
    expect(JSON.stringify(document)).not.toMatch(/Canary|noise/);
    for (const other of ['wijk', 'gateway', 'information-sharing'] as const) {
      expect(() => bench.sealer(other).open(document?.['sealed'] as never, first.requestId)).toThrow();
    }
  });

  it('of a qualified offence goes the normal way', async () => {
    expect(problem(await bench.ask(requestMediation, inspector, { ...wish, disputeType: 'assault' }))).toBe('mediation.qualified-offence');
  });

  it('has one of exactly five origins', async () => {
    expect(problem(await bench.ask(requestMediation, inspector, { ...wish, origin: 'PRESS' as never }))).toBe('invalid-request');
  });

  it('is read by mediators of the zone only, each reading logged first', async () => {
    const { number } = value(await bench.ask(requestMediation, mediator, wish));
    for (const who of [inspector, { ...mediator, roles: ['investigator' as const] }, { ...mediator, roles: ['operator' as const] }]) {
      expect(problem(await bench.ask(listMediationRequests, who, {}))).toBe('forbidden');
    }
    expect(value(await bench.ask(listMediationRequests, { ...mediator, zone: 'buur' }, {})).requests).toEqual([]);
    const before = await bench.db.collection('readLog').countDocuments();
    const { requests } = value(await bench.ask(listMediationRequests, mediator, {}));
    expect(requests[0]).toMatchObject({ number, description: wish.description, parties: wish.parties, disputeType: 'noise' });
    expect(await bench.db.collection('readLog').countDocuments()).toBe(before + requests.length);
  });

  it('goes to the desk by origin, and who sent it hears how far it is and nothing else', async () => {
    const { requestId, number } = value(await bench.ask(requestMediation, inspector, { ...wish, origin: 'POLICE_SERVICE' }));
    const colleague: Person = { ...inspector, sub: 'inspector-2' };
    const desk = value(await bench.ask(listMediationRequests, mediator, { origin: 'POLICE_SERVICE' }));
    expect(desk.requests.map((one) => [one.number, one.status])).toEqual([[number, 'received']]);
    expect(desk.byOrigin.find(({ origin }) => origin === 'POLICE_SERVICE')).toEqual({ origin: 'POLICE_SERVICE', count: 1, open: 1 });
    expect(problem(await bench.ask(settleMediationRequest, inspector, { requestId, status: 'accepted' }))).toBe('forbidden');
    expect(problem(await bench.ask(settleMediationRequest, { ...mediator, zone: 'buur' }, { requestId, status: 'accepted' }))).toBe(
      'not-found',
    );
    const eventsBefore = (await bench.stored('EVENTS_MEDIATION')).length;
    value(await bench.ask(settleMediationRequest, mediator, { requestId, status: 'accepted' }));
    expect(problem(await bench.ask(settleMediationRequest, mediator, { requestId, status: 'closed' }))).toBe('mediation.success-missing');
    value(await bench.ask(settleMediationRequest, mediator, { requestId, status: 'closed', success: true }));
    const mine = value(await bench.ask(listReferralAnswers, inspector, {})).answers;
    expect(mine.find((one) => one.number === number)).toMatchObject({ origin: 'POLICE_SERVICE', status: 'closed', success: true });
    expect(JSON.stringify(mine)).not.toMatch(new RegExp(`Canary|noise|${requestId}|mediator`));
    expect(value(await bench.ask(listReferralAnswers, colleague, {})).answers).toEqual([]);
    expect(value(await bench.ask(listReferralAnswers, { ...inspector, zone: 'buur' }, {})).answers).toEqual([]);
    expect((await bench.stored('EVENTS_MEDIATION')).length).toBe(eventsBefore);
    expect(value(await bench.ask(listMediationRequests, mediator, { origin: 'POLICE_SERVICE' })).byOrigin).toContainEqual({
      origin: 'POLICE_SERVICE',
      count: 1,
      open: 0,
    });
  });
});
