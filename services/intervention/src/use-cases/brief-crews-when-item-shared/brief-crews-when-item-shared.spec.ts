import { beforeEach, describe, expect, it } from '@jest/globals';
import { itemShared } from '@spil/contracts';
import { formUnit, type Unit } from '../../domain/unit';
import type { Briefing } from '../../domain/briefing';
import { clock, MemoryUnits, now, seal } from '../memory.fixture';
import { BriefCrewsWhenItemShared } from './brief-crews-when-item-shared';

describe('when an item is shared', () => {
  let units: MemoryUnits;
  let told: Briefing[];
  let brief: BriefCrewsWhenItemShared;
  beforeEach(() => {
    units = new MemoryUnits();
    told = [];
    const briefings = { add: (briefing: Briefing) => Promise.resolve(void told.push(briefing)) };
    brief = new BriefCrewsWhenItemShared(briefings, units, seal, clock);
  });
  const onDuty = (unitId: string, team: string, wijkIds: string[], zone = 'amow') =>
    units.units.set(`${zone}/${unitId}`, formUnit(undefined, { zone, unitId, team, wijkIds, now }) as Unit);
  const item = (over: object = {}) => {
    const sealed = seal.seal({ headline: 'Dealing' }, ['intervention'], itemShared.sample.itemId);
    return { ...itemShared.sample, wijkId: 'W1', ...over, sealed };
  };

  it('the crews on duty that cover the place are told, and only those of the zone', async () => {
    onDuty('a', 'noord', ['W1']);
    onDuty('b', 'zuid', ['W2']);
    onDuty('c', 'buur', ['W1'], 'buur');
    await brief.run('amow', 'event-1', item());
    expect(told).toMatchObject([{ teams: ['noord'], zone: 'amow', briefedAt: now }]);
  });

  it('it is sealed anew, for the gateway and ourselves only', async () => {
    await brief.run('amow', 'event-1', item());
    expect(Object.keys(told[0]?.sealed.keys ?? {}).sort()).toEqual(['gateway', 'intervention']);
    expect(told[0]).not.toHaveProperty('headline');
  });

  it('it is kept when nobody is on duty', async () => {
    await brief.run('amow', 'event-1', item());
    expect(told).toMatchObject([{ teams: [] }]);
  });

  it('a full note is refused, whoever sent it', async () => {
    onDuty('a', 'noord', ['W1']);
    await expect(brief.run('amow', 'event-1', item({ level: 'full' }))).rejects.toMatchObject({
      code: 'intervention.not-cleared-for-crews',
    });
    expect(told).toEqual([]);
  });
});
