import { describe, expect, it } from '@jest/globals';
import { itemShared } from '@spil/contracts';
import { defaultPolicy } from '@spil/policy';
import { unwrap } from '@spil/domain-kit';
import type { Briefing } from '../../domain/briefing';
import { clock, crewOf, MemoryReads, now, person, seal } from '../memory.fixture';
import { ListBriefings } from './list-briefings';

const crew = crewOf('noord', [itemShared.sample.wijkId]);
const briefing = (itemId: string, over: Partial<Briefing> = {}): Briefing => ({
  ...itemShared.sample,
  itemId,
  zone: 'amow',
  teams: ['noord'],
  briefedAt: now,
  sealed: seal.seal({ headline: `about ${itemId}` }, ['gateway', 'intervention'], itemId),
  ...over,
});

function setup(...kept: Briefing[]) {
  const reads = new MemoryReads();
  const asked: unknown[] = [];
  const briefings = {
    list: (_zone: string, of: { teams: readonly string[] | 'all'; before?: string | undefined; limit: number }) => {
      asked.push(of.teams);
      const later = kept.filter(({ briefedAt }) => of.before === undefined || briefedAt < of.before);
      return Promise.resolve(of.teams.length === 0 ? [] : later.slice(0, of.limit));
    },
  };
  return { reads, asked, list: new ListBriefings(briefings, reads, { ...clock, policy: defaultPolicy, sealer: seal }) };
}

describe('listing briefings', () => {
  it('asks for the crew’s own teams, for none without an assignment, and for all as a dispatcher', async () => {
    const { list, asked } = setup();
    for (const caller of [crewOf('noord'), person('crew'), person('dispatcher')]) await list.run({ request: {}, caller, zone: 'amow' });
    expect(asked).toEqual([['noord'], [], 'all']);
  });

  it('writes a line for each restricted one before it leaves, and none for the others', async () => {
    const { list, reads } = setup(briefing('a'), briefing('b', { handling: 'H1' }), briefing('c', { personal: true }));
    const shown = unwrap(await list.run({ request: {}, caller: crew, zone: 'amow' }));
    expect(shown.briefings.map(({ headline }) => headline)).toEqual(['about a', 'about b', 'about c']);
    expect(reads.lines.map(({ subject, rule, actor }) => [subject, rule, actor])).toEqual([
      ['b', 'crew-reads-own-area', 'crew-1'],
      ['c', 'crew-reads-own-area', 'crew-1'],
    ]);
  });

  it('leaves out what lies in a wijk she is not assigned to, without a hole, and asks the policy for dispatchers too', async () => {
    const at = (second: number): string => `2026-01-12T09:59:${String(second).padStart(2, '0')}.000Z`;
    const elsewhere = Array.from({ length: 5 }, (_, i) => briefing(`x${i}`, { wijkId: 'W99', briefedAt: at(50 - i) }));
    const { list, reads } = setup(...elsewhere, briefing('mine', { briefedAt: at(10), handling: 'H1' }));
    const shown = unwrap(await list.run({ request: { limit: 2 }, caller: crew, zone: 'amow' }));
    expect(shown.briefings.map(({ itemId }) => itemId)).toEqual(['mine']);
    expect(reads.lines).toHaveLength(1);
    const all = unwrap(await list.run({ request: {}, caller: person('dispatcher'), zone: 'amow' }));
    expect(all.briefings).toHaveLength(6);
    expect(reads.lines.at(-1)?.rule).toBe('dispatcher-reads-briefing');
  });

  it('tells neither the teams nor the sealed part', async () => {
    const { list } = setup(briefing('a'));
    const [shown] = unwrap(await list.run({ request: {}, caller: crew, zone: 'amow' })).briefings;
    expect(Object.keys(shown ?? {})).not.toEqual(expect.arrayContaining(['teams']));
    expect(JSON.stringify(shown)).not.toContain('sealed');
  });

  it('shows nothing when the reading cannot be logged', async () => {
    const { list, reads } = setup(briefing('a', { handling: 'H2' }));
    reads.broken = true;
    await expect(list.run({ request: {}, caller: crew, zone: 'amow' })).rejects.toThrow();
  });
});
