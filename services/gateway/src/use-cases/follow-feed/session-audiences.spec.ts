import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Ring } from './ring';
import { FeedSession } from './session';
import { item, MemoryTail, MemoryWire, noord, ports, rights, seal, settle, turns, who } from './session.fixture';

describe('a feed session of two audiences', () => {
  it('gives readers who come and go every frame of both once (property)', async () => {
    const zuid = { ...noord, assignmentId: 'b', team: 'zuid' };
    const both = ports({ assignments: rights([noord, zuid]) });
    const moves = fc.array(fc.constantFrom('noord', 'zuid', 'cut one', 'cut two'), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(moves, fc.integer({ min: 1, max: 30 }), async (told, remembered) => {
        const tails = ['noord', 'zuid'].map((team) => new MemoryTail(new Ring(remembered, 0), `crew-${team}`));
        const begin = (id?: string) => {
          const wire = new MemoryWire();
          const session = new FeedSession(who, wire, both, () => undefined);
          session.start(tails, id === undefined ? undefined : seal.open(id, who));
          return { wire, session, seen: [] as unknown[] };
        };
        const readers = { 'cut one': begin(), 'cut two': begin() };
        const sent: string[] = [];
        for (const [n, move] of told.entries()) {
          if (move === 'noord' || move === 'zuid') {
            sent.push(`i${n}`);
            tails[move === 'noord' ? 0 : 1]?.add({ ...item(n), audience: `crew-${move}` });
            continue;
          }
          await turns();
          const { wire, session, seen } = readers[move];
          session.end('left');
          readers[move] = { ...begin(wire.events.at(-1)?.id), seen: [...seen, ...wire.items] };
        }
        await turns();
        for (const { wire, session, seen } of Object.values(readers)) {
          expect([...seen, ...wire.items].sort()).toEqual([...sent].sort());
          session.end('left');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has one place in common with who hears the same audience only, and never with a second audience (T23)', async () => {
    const zuid = { ...noord, assignmentId: 'b', team: 'zuid' };
    const placesOf = async (held: (typeof noord)[], tails: MemoryTail[]): Promise<(string | undefined)[]> => {
      const use = ports({ assignments: rights(held) });
      const wires = [new MemoryWire(), new MemoryWire()];
      const sessions = wires.map((wire) => new FeedSession(who, wire, use, () => undefined));
      sessions.forEach((session) => session.start(tails, undefined));
      tails[0]?.add(item(1));
      await settle();
      sessions.forEach((session) => session.end('left'));
      return wires.map((wire) => wire.events.find(({ event }) => event === 'briefing')?.id.split('.')[1]);
    };
    const tail = (team: string): MemoryTail => new MemoryTail(new Ring(10, 0), `crew-${team}`);
    const [one, same] = await placesOf([noord], [tail('noord')]);
    expect(one).toBe(same);
    const [mine, other] = await placesOf([noord, zuid], [tail('noord'), tail('zuid')]);
    expect(mine).toBeDefined();
    expect(mine).not.toBe(other);
  });
});
