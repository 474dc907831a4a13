import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { Commit } from '@spil/mongo';
import type { PublishOutcome } from '@spil/messaging';
import { Express } from './express';
import { aggregates, doors, troubles, World } from './outbox-model.fixture';
import { relayRound } from './round';
import type { OutboxSource, Published } from './source';

const now = () => new Date(0);

describe('events carried from memory', () => {
  it('all arrive once, in the order of their aggregate, and are marked, whatever fails and whoever sweeps meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), aggregates, troubles, async (scheduler, committing, fates) => {
        const world = new World();
        let at = 0;
        const { source, publisher } = doors(world, scheduler, () => fates[at++] ?? 'none');
        const express = new Express(source, { publisher, now, telemetry: {}, markAfter: 1, left: () => undefined });
        const sweep = async (rounds: number): Promise<void> => {
          const options = { limit: 3, now, telemetry: {}, leave: (id: string) => express.holds(id) };
          for (let i = 0; i < rounds; i++) await relayRound(source, publisher, options).catch(() => undefined);
        };
        // What is told of two commits may come in another order than they were made.
        const tell = async (commit: Commit): Promise<void> => {
          await scheduler.schedule(Promise.resolve());
          express.take(commit);
        };
        const write = async (): Promise<void> => {
          const told: Promise<void>[] = [];
          for (const aggregate of committing) {
            await scheduler.schedule(Promise.resolve());
            told.push(tell(world.commit(aggregate)));
          }
          await Promise.all(told);
        };
        await scheduler.waitFor(Promise.all([write(), sweep(4)]));
        // From now on all is well: what is held is settled, and the sweep, which never rests, finds what was left behind.
        at = fates.length;
        await scheduler.waitFor(express.settled());
        await scheduler.waitFor(sweep(30));
        world.expectAllSent();
      }),
      { numRuns: 500 },
    );
  });

  const event = (n: number) => ({ id: `e${n}`, subject: 's', type: 't', body: '{}' });
  const commit = (version: number): Commit => ({ collection: 'c', id: 'a', events: [event(version)], version, alone: version === 1 });
  function setup(markAfter: number) {
    const marks: Published[][] = [];
    const sent: string[] = [];
    const publishBatch = (messages: readonly { id: string }[]): Promise<PublishOutcome[]> =>
      Promise.resolve(messages.map(({ id }) => ({ ok: true, stream: 'S', seq: sent.push(id), duplicate: false })));
    const mark: OutboxSource['mark'] = (published) => Promise.resolve(void marks.push([...published]));
    const source = { name: 'c', mark } as OutboxSource;
    const left: (string | undefined)[] = [];
    const options = { publisher: { publishBatch }, now, telemetry: {}, markAfter, left: (code: string | undefined) => left.push(code) };
    return { express: new Express(source, options), marks, sent, left };
  }

  it('are marked together when their aggregate is saved again within a moment', async () => {
    const { express, marks, sent } = setup(60_000);
    expect([1, 2, 3].map((version) => express.take(commit(version)))).toEqual([true, true, true]);
    await express.settled();
    expect(sent).toEqual(['e1', 'e2', 'e3']);
    expect(marks).toEqual([[{ id: 'a', events: [event(1), event(2), event(3)] }]]);
    expect(express.holds('a')).toBe(false);
  });

  it('are marked after a moment though nobody asks, and the next commit begins anew', async () => {
    const { express, marks } = setup(5);
    express.take(commit(1));
    while (express.holds('a')) await new Promise((resolve) => setImmediate(resolve));
    expect(marks).toHaveLength(1);
    expect(express.take({ ...commit(2), alone: true })).toBe(true);
    await express.settled();
    expect(marks).toHaveLength(2);
  });

  it('are left to the sweep from where somebody else saved in between', async () => {
    const { express, sent, left } = setup(60_000);
    expect([1, 3, 4].map((version) => express.take(commit(version)))).toEqual([true, false, false]);
    // The sweep comes by while the first is on its way, and is called again once that is marked.
    expect(express.holds('a')).toBe(true);
    while (express.holds('a')) await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual(['e1']);
    expect(left).toEqual([undefined]);
  });

  it('do not gather without end: many are marked at once', async () => {
    const { express, marks } = setup(60_000);
    for (let n = 0; n < 60; n++) express.take({ ...commit(1), id: `a${n}`, alone: true });
    while (marks.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(marks[0]?.length).toBeGreaterThanOrEqual(50);
    await express.settled();
    expect(marks.flat()).toHaveLength(60);
  });
});
