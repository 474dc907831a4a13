import { describe, expect, it } from '@jest/globals';
import { events, frames, requests, listeningServices, topology } from './index';

describe('the single table', () => {
  it.each([...events, ...frames].map((contract) => [contract.name, contract] as const))('%s accepts its own sample', (_name, contract) => {
    expect(contract.validate(contract.sample)).toEqual({ ok: true });
  });

  it.each(requests.map((request) => [request.name, request] as const))('%s accepts its own samples', (_name, request) => {
    expect(request.validateRequest(request.sample.request)).toEqual({ ok: true });
    expect(request.validateAnswer(request.sample.answer)).toEqual({ ok: true });
  });

  it.each([...events, ...frames].map((contract) => [contract.name, contract] as const))(
    '%s refuses a field nobody declared',
    (_name, contract) => {
      expect(contract.validate({ ...(contract.sample as object), extra: 1 }).ok).toBe(false);
    },
  );

  it('refuses prototype keys at any depth', () => {
    const poisoned = JSON.parse('{"form":{"__proto__":{"admin":true}}}') as unknown;
    expect(requests[0]?.validateRequest(poisoned)).toEqual({ ok: false, errors: [{ path: '', rule: 'forbidden-key', params: {} }] });
  });

  it('names every contract, route and audience once', () => {
    const names = [...events, ...frames, ...requests].map((contract) => contract.name);
    expect(new Set(names).size).toBe(names.length);
    const routes = requests.flatMap((request) => (request.http ? [`${request.http.method} ${request.http.path}`] : []));
    expect(new Set(routes).size).toBe(routes.length);
  });

  it('gives every event a listener and every listener a durable', () => {
    expect(events.every((event) => event.listeners.length > 0)).toBe(true);
    const plan = topology([{ zone: '5408', teams: ['noord'] }]);
    for (const service of listeningServices()) expect(plan.durables.some((durable) => durable.service === service)).toBe(true);
    expect(plan.durables.filter((durable) => durable.service === 'mediation')).toEqual([]);
    expect(plan.streams.map((stream) => stream.name)).toContain('FEEDS_5408_crew-noord');
  });
});
