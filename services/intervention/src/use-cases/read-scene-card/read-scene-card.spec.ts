import { describe, expect, it } from '@jest/globals';
import { itemShared, type ItemTexts } from '@spil/contracts';
import { defaultPolicy } from '@spil/policy';
import { unwrap } from '@spil/domain-kit';
import type { Briefing } from '../../domain/briefing';
import type { Call } from '../../domain/call';
import { proposedSceneRules } from '../../domain/scene';
import type { Unit } from '../../domain/unit';
import { clock, crewOf, MemoryReads, now, person, seal } from '../memory.fixture';
import { ReadSceneCard } from './read-scene-card';

const point: [number, number] = [4.2, 50.9];
const call: Call = {
  callId: 'c1',
  zone: 'amow',
  number: '101-2026-000002',
  wijkId: 'W1',
  point,
  nature: 'noise',
  urgency: 'urgent',
  receivedAt: now,
  registeredAt: now,
  registeredBy: 'dispatcher-1',
  teams: ['noord'],
  sealed: seal.seal({ summary: 'Told by the caller' }, ['intervention'], 'c1'),
};
const briefing = (itemId: string, texts: ItemTexts, over: Partial<Briefing> = {}): Briefing => ({
  ...itemShared.sample,
  itemId,
  zone: 'amow',
  wijkId: 'W1',
  point,
  observedAt: now,
  teams: [],
  briefedAt: now,
  sealed: seal.seal(texts, ['intervention'], itemId),
  ...over,
});

function setup(items: Briefing[], calls: Call[] = [], units: Unit[] = []) {
  const reads = new MemoryReads();
  const known = {
    byId: (zone: string, id: string) => Promise.resolve([call, ...calls].find((one) => one.zone === zone && one.callId === id)),
    around: () => Promise.resolve(calls),
  };
  const making = {
    ...clock,
    rules: proposedSceneRules,
    policy: defaultPolicy,
    units: { ofZone: () => Promise.resolve(units) },
    sealer: seal,
  };
  const card = new ReadSceneCard(
    known,
    { items: { around: () => Promise.resolve(items) }, points: { around: () => Promise.resolve([]) } },
    reads,
    making,
  );
  const read = async (caller = crewOf('noord', ['W1'])) => card.run({ request: { callId: 'c1' }, caller, zone: 'amow' });
  return { reads, read };
}

describe('reading a scene card', () => {
  it('shows what the policy lets a crew see, and nothing more of an item', async () => {
    const { read, reads } = setup([briefing('i1', { headline: 'Steep stairs', fact: 'Not for crews' })]);
    const { lines } = unwrap(await read());
    expect(lines).toMatchObject([{ kind: 'item', headline: 'Steep stairs', withheld: ['fact', 'assessment'], rateable: true }]);
    expect(JSON.stringify(lines)).not.toContain('Not for crews');
    expect(reads.lines.map(({ rule, subject }) => [rule, subject])).toEqual([['scene-card', 'c1']]);
  });

  it('an earlier call there is told by nature and time only', async () => {
    const earlier = { ...call, callId: 'c0', number: '101-2026-000001', registeredAt: '2026-01-10T10:00:00.000Z' };
    const { lines } = unwrap(await setup([], [earlier]).read());
    expect(lines).toEqual([
      {
        kind: 'call',
        rule: 'earlier-call',
        number: '101-2026-000001',
        nature: 'noise',
        registeredAt: earlier.registeredAt,
        distanceMetres: 0,
      },
    ]);
  });

  it('an item of a wijk outside her own is not there for a crew that was not sent', async () => {
    const elsewhere = briefing('i2', { headline: 'Next wijk' }, { wijkId: 'W2' });
    expect(unwrap(await setup([elsewhere]).read()).lines).toEqual([]);
    expect(unwrap(await setup([elsewhere]).read(person('dispatcher'))).lines).toHaveLength(1);
  });

  it('an item outside her own wijken is there for a crew while its unit is on the call, and no longer', async () => {
    const elsewhere = briefing('i2', { headline: 'Next wijk' }, { wijkId: 'W2' });
    const free: Unit = { zone: 'amow', unitId: 'combi-1', team: 'noord', wijkIds: ['W1'], since: now, status: 'available' };
    const sent: Unit = { ...free, status: 'onScene', callId: 'c1' };
    const linesWith = async (unit: Unit) => unwrap(await setup([elsewhere], [], [unit]).read()).lines;
    expect(await linesWith(sent)).toMatchObject([{ kind: 'item', rule: 'crew-reads-on-call' }]);
    expect(await linesWith(free)).toEqual([]);
    expect(await linesWith({ ...sent, callId: 'another' })).toEqual([]);
    expect(await linesWith({ ...sent, team: 'zuid' })).toEqual([]);
    expect(await linesWith({ ...sent, onDutyUntil: '2026-01-12T09:59:59.000Z' })).toEqual([]);
  });

  it('is refused when the read cannot be logged', async () => {
    const { read, reads } = setup([]);
    reads.broken = true;
    await expect(read()).rejects.toThrow('read-log.unavailable');
  });

  it('a crew of another team is told that there is no such call', async () => {
    expect(await setup([]).read(crewOf('zuid', ['W2']))).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});
