import { describe, expect, it } from '@jest/globals';
import { standingIn } from './assignments.mongo';
import { RememberedFollowers, type FollowerStores } from './followers.mongo';

/** Two replicas on one database: how often each reads everything, and a clock. */
function setup() {
  let time = 0;
  const people = ['ina'];
  let count = 0;
  const replica = () => {
    let reads = 0;
    const find = () => {
      reads++;
      const found = people.map((personId) => ({ doc: { _id: personId, personId, zone: 'amow' }, version: 1 }));
      return Promise.resolve(found);
    };
    const stores = {
      subscriptions: { find },
      assignments: { find: () => Promise.resolve([]) },
      clock: { now: () => '2026-01-12T10:00:00.000Z' },
    } as unknown as FollowerStores;
    const changes = { of: () => Promise.resolve(count), add: () => Promise.resolve(void count++) };
    const followers = new RememberedFollowers(stores, changes, () => time);
    const names = async () => (await followers.inZone('amow')).map(({ personId }) => personId);
    return { followers, names, reads: () => reads };
  };
  return { here: replica(), there: replica(), follow: (who: string) => void people.push(who), pass: (ms: number) => void (time += ms) };
}

describe('followers of a zone', () => {
  it('are not read again while nobody changed anything', async () => {
    const { here, pass } = setup();
    for (let n = 0; n < 20; n++) {
      expect(await here.names()).toEqual(['ina']);
      pass(600);
    }
    expect(here.reads()).toBe(1);
  });

  it('are known at once where they changed, and within half a second elsewhere', async () => {
    const { here, there, follow, pass } = setup();
    expect([await here.names(), await there.names()]).toEqual([['ina'], ['ina']]);
    follow('jo');
    here.followers.changed('amow');
    expect(await here.names()).toEqual(['ina', 'jo']);
    pass(501);
    expect(await there.names()).toEqual(['ina', 'jo']);
    expect(there.reads()).toBe(2);
  });

  it('are known in the end though whoever changed them died before telling', async () => {
    const { here, follow, pass } = setup();
    await here.names();
    follow('jo');
    pass(600);
    expect(await here.names()).toEqual(['ina']);
    pass(30_000);
    expect(await here.names()).toEqual(['ina', 'jo']);
  });

  it('are not kept as they were read before a change made here', async () => {
    const { here, follow, pass } = setup();
    const early = here.names();
    follow('jo');
    here.followers.changed('amow');
    await early;
    pass(501);
    expect(await here.names()).toEqual(['ina', 'jo']);
  });
});

describe('assignments that stand', () => {
  it('are those that did not end, and of those with a last moment only what has it ahead or just behind', () => {
    const now = '2026-01-12T10:00:00.000Z';
    expect(standingIn('amow', now)).toEqual({
      zone: 'amow',
      endedAt: { $exists: false },
      $or: [{ until: { $exists: false } }, { until: { $gt: '2026-01-12T09:59:00.000Z' } }],
    });
  });
});
