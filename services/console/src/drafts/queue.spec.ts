import { describe, expect, it } from '@jest/globals';
import { Problem } from '../api/problem';
import { emptyDraft, toRequest } from './note-draft';
import { after, attempt, sendInOrder, type Arrived, type Outcome, type Outgoing } from './queue';
import { MemoryVault } from './vault';

const now = '2026-01-12T10:00:00.000Z';
const outgoing = (key: string): Outgoing => {
  const draft = { ...emptyDraft(key, now), point: [4, 51] as [number, number], headline: key, theme: 'noise' as const };
  return { key, kind: 'note', draft, request: toRequest(draft, now), queuedAt: now, state: 'waiting' };
};
const arrived: Arrived = { noteId: 'n', wijkId: 'W01', wijkName: 'Markt', recordedAt: now };
const waitingFor = async (...keys: string[]): Promise<MemoryVault<Outgoing>> => {
  const vault = new MemoryVault<Outgoing>();
  for (const key of keys) await vault.handOver(outgoing(key));
  return vault;
};

/** Sends all that waits; answers by key, else it arrives. */
async function drain(vault: MemoryVault<Outgoing>, answers: Record<string, Problem> = {}) {
  const sent: string[] = [];
  const told: Record<string, Outcome['kind']> = {};
  const send = ({ key }: Outgoing) => {
    sent.push(key);
    return answers[key] ? Promise.reject(answers[key]) : Promise.resolve(arrived);
  };
  await sendInOrder(vault, send, ({ key }, { kind }) => (told[key] = kind));
  const left = Object.fromEntries((await vault.waiting()).map(({ key, state }) => [key, state]));
  return { sent, told, left };
}

describe('what is on its way', () => {
  it('is sent in the order it was shared, and forgotten when it arrived', async () => {
    expect(await drain(await waitingFor('b', 'a', 'c'))).toEqual({
      sent: ['b', 'a', 'c'],
      told: { b: 'arrived', a: 'arrived', c: 'arrived' },
      left: {},
    });
  });

  it.each([0, 408, 429, 500, 503, 401])('waits after status %s, and nothing behind it overtakes', async (status) => {
    const { sent, left } = await drain(await waitingFor('a', 'b', 'c'), { b: new Problem('x', status) });
    expect({ sent, left }).toEqual({ sent: ['a', 'b'], left: { b: 'waiting', c: 'waiting' } });
  });

  it('a refused note stays, to be corrected, and holds nobody up', async () => {
    const vault = await waitingFor('a', 'b');
    const { sent, left } = await drain(vault, { a: new Problem('wijk.place-outside-zone', 422) });
    expect({ sent, left }).toEqual({ sent: ['a', 'b'], left: { a: 'refused' } });
    expect((await vault.waiting())[0]).toMatchObject({ draft: { headline: 'a' }, problem: { code: 'wijk.place-outside-zone' } });
    expect((await drain(vault)).sent).toEqual([]);
  });

  it('a version sent before with other words is a conflict for its author to settle', () => {
    const outcome: Outcome = { kind: 'refused', problem: new Problem('idempotency-key-reused', 422) };
    expect(after(outgoing('a'), outcome)?.state).toBe('conflict');
  });

  it('an unknown failure is never a loss', async () => {
    const outcome = await attempt(outgoing('a'), () => Promise.reject(new TypeError('boom')));
    expect(outcome.kind).toBe('later');
  });
});
