import { describe, expect, it } from '@jest/globals';
import type { Choice, Probe, Provider } from '../types';
import { choose, decisionLine, remedyLines } from './choose.mjs';
import { machine } from './fake-machine';

const choiceOf = (id: string): Choice => ({ provider: id, kind: 'binary', target: `/x/${id}`, title: `server ${id}` });
const provider = (id: string, probe: Probe, more: Partial<Provider> = {}): Provider => ({
  id,
  title: id.toUpperCase(),
  probe: () => Promise.resolve(probe),
  ...more,
});
const ready = (id: string) => provider(id, { state: 'ready', choice: choiceOf(id) });
const refused = (id: string, why: string) => provider(id, { state: 'refused', why });
const obtainable = (id: string, more: Partial<Provider> = {}) =>
  provider(id, { state: 'obtainable', title: `${id} (to be fetched)` }, { obtain: () => Promise.resolve(choiceOf(id)), ...more });
const cannotFetch = { obtain: () => Promise.reject(new Error('hash differs')) };

describe('choosing a provider', () => {
  it('takes the first that works and tells why the ones before were not', async () => {
    const decision = await choose('NATS', [refused('a', 'not set'), ready('b'), ready('c')], machine(), { mayObtain: true });
    expect(decision.choice?.provider).toBe('b');
    expect(decisionLine(decision)).toBe('NATS: server b (before it: A: not set)');
  });

  it('fetches when it may, and goes on to the next when that fails', async () => {
    const decision = await choose('NATS', [obtainable('a', cannotFetch), obtainable('b')], machine(), { mayObtain: true });
    expect(decision.choice?.provider).toBe('b');
    expect(decision.refusals).toEqual([{ provider: 'a', title: 'A', why: 'hash differs' }]);
  });

  it('only looks when it may not fetch', async () => {
    const list = [obtainable('a', { obtain: () => Promise.reject(new Error('must not be called')) }), ready('b')];
    const decision = await choose('NATS', list, machine(), { mayObtain: false });
    expect(decision).toMatchObject({ wouldObtain: 'a (to be fetched)', refusals: [] });
    expect(decision.choice).toBeUndefined();
  });

  it('does not fetch again when a later provider lies verified in the cache', async () => {
    const cached = { ...ready('c'), fetches: true };
    const decision = await choose('NATS', [obtainable('a', { fetches: true }), refused('b', 'no'), cached], machine(), { mayObtain: true });
    expect(decision.choice?.provider).toBe('c');
    expect(decision.refusals[0]?.why).toBe('not needed, as server c was fetched earlier');
  });

  it('takes a provider that throws as one that does not work', async () => {
    const broken = { ...ready('a'), probe: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) };
    const decision = await choose('MongoDB', [broken, ready('b')], machine(), { mayObtain: true });
    expect(decision.refusals[0]?.why).toBe('the network does not know this address');
  });

  it('says so when nothing works, and names what to install', async () => {
    const missing = provider('a', {
      state: 'refused',
      why: 'not installed',
      remedy: { debian: 'apt-get install a', macos: 'brew install a' },
    });
    const decision = await choose('NATS', [missing], machine(), { mayObtain: true });
    expect(decisionLine(decision)).toBe('NATS: nothing that works here (before it: A: not installed)');
    expect(remedyLines(decision)).toEqual(['  A – Debian: apt-get install a; macOS: brew install a']);
  });
});
