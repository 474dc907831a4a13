import { describe, expect, it } from '@jest/globals';
import { itemShared } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import type { Briefing } from '../../domain/briefing';
import { clock, crewOf, MemoryReads, now, person, seal } from '../memory.fixture';
import { ListBriefings } from './list-briefings';

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
    list: (_zone: string, of: { teams: readonly string[] | 'all' }) => {
      asked.push(of.teams);
      return Promise.resolve(kept);
    },
  };
  return { reads, asked, list: new ListBriefings(briefings, reads, seal, clock) };
}

describe('listing briefings', () => {
  it('asks for the crew’s own teams, for none without an assignment, and for all as a dispatcher', async () => {
    const { list, asked } = setup();
    for (const caller of [crewOf('noord'), person('crew'), person('dispatcher')]) await list.run({ request: {}, caller, zone: 'amow' });
    expect(asked).toEqual([['noord'], [], 'all']);
  });

  it('writes a line for each restricted one before it leaves, and none for the others', async () => {
    const { list, reads } = setup(briefing('a'), briefing('b', { handling: 'H1' }), briefing('c', { personal: true }));
    const shown = unwrap(await list.run({ request: {}, caller: crewOf('noord'), zone: 'amow' }));
    expect(shown.briefings.map(({ headline }) => headline)).toEqual(['about a', 'about b', 'about c']);
    expect(reads.lines.map(({ subject, rule, actor }) => [subject, rule, actor])).toEqual([
      ['b', 'own-crew-briefing', 'crew-1'],
      ['c', 'own-crew-briefing', 'crew-1'],
    ]);
  });

  it('tells neither the teams nor the sealed part', async () => {
    const { list } = setup(briefing('a'));
    const [shown] = unwrap(await list.run({ request: {}, caller: crewOf('noord'), zone: 'amow' })).briefings;
    expect(Object.keys(shown ?? {})).not.toEqual(expect.arrayContaining(['teams']));
    expect(JSON.stringify(shown)).not.toContain('sealed');
  });

  it('shows nothing when the reading cannot be logged', async () => {
    const { list, reads } = setup(briefing('a', { handling: 'H2' }));
    reads.broken = true;
    await expect(list.run({ request: {}, caller: crewOf('noord'), zone: 'amow' })).rejects.toThrow();
  });
});
