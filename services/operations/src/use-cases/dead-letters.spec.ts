import { describe, expect, it } from '@jest/globals';
import { listDeadLetters } from '@spil/contracts';
import type { Caller } from '@spil/identity';
import type { Letter } from '../domain/letter';
import { DropDeadLetter } from './drop-dead-letter/drop-dead-letter';
import { ListDeadLetters } from './list-dead-letters/list-dead-letters';
import type { Decision } from './ports';
import { ReplayDeadLetter } from './replay-dead-letter/replay-dead-letter';

const caller: Caller = { sub: 'operator-1', roles: ['operator'], zone: 'demo', assignments: [], assignmentVersion: 0, exp: 0 };
const at = '2026-01-12T09:30:00.000Z';
const letter = (number: number, parts: Partial<Letter> = {}): Letter => ({
  number,
  service: 'information-sharing',
  at,
  reason: { kind: 'invalid', violations: [{ path: '/data/Kerkstraat 12', rule: 'type' }] },
  stream: 'EVENTS_WIJK',
  sequence: 12,
  deliveries: 1,
  subject: 'events.wijk.demo.note-recorded.3',
  eventId: '0190a5c0-0000-7000-8000-000000000000',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  replayable: true,
  ...parts,
});

const world = (...letters: Letter[]) => {
  const left = new Map(letters.map((one) => [one.number, one]));
  const kept: Decision[] = [];
  const replayed: number[] = [];
  const port = {
    all: () => Promise.resolve([...left.values()]),
    find: (number: number) => Promise.resolve(left.get(number)),
    replay: (number: number) => Promise.resolve(void (left.delete(number) && replayed.push(number))),
    drop: (number: number) => Promise.resolve(left.delete(number)),
  };
  const decisions = { keep: (decision: Decision) => Promise.resolve(void kept.push(decision)) };
  const moments = { now: () => at, next: () => 'decision-1' };
  return {
    left,
    kept,
    replayed,
    list: new ListDeadLetters(port, { now: () => at as never }),
    replay: new ReplayDeadLetter(port, decisions, moments),
    drop: new DropDeadLetter(port, decisions, moments),
  };
};
const asked = <Q>(request: Q) => ({ request, caller, zone: 'demo' });
const codeOf = (result: { ok: boolean; error?: { code: string } }): string | undefined => result.error?.code;

describe('dead letters', () => {
  it('are listed newest first with what their contract names, and nothing a person wrote', async () => {
    const { list } = world(letter(3), letter(4, { subject: 'a forged subject', eventId: 'no id', traceparent: undefined }));
    const result = await list.run(asked({}));
    if (!result.ok) throw result.error;
    expect(listDeadLetters.validateAnswer(result.value)).toEqual({ ok: true });
    expect(result.value.letters.map(({ number }) => number)).toEqual([4, 3]);
    expect(result.value.letters[1]).toMatchObject({ message: 'note-recorded', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' });
    expect(JSON.stringify(result.value)).not.toMatch(/Kerkstraat|forged subject/);
  });

  it('of another zone do not exist', async () => {
    const { list, replay, drop, left } = world(letter(3, { subject: 'feeds.buur.crew-buur.briefing.1' }));
    const result = await list.run(asked({}));
    expect(result.ok && result.value.waiting).toBe(0);
    expect(codeOf(await replay.run(asked({ number: 3 })))).toBe('operations.no-such-letter');
    expect(codeOf(await drop.run(asked({ number: 3, reason: 'test' as const })))).toBe('operations.no-such-letter');
    expect(left.size).toBe(1);
  });

  it('are given back once, and it is kept who did', async () => {
    const { replay, replayed, kept } = world(letter(3));
    expect((await replay.run(asked({ number: 3 }))).ok).toBe(true);
    expect(codeOf(await replay.run(asked({ number: 3 })))).toBe('operations.no-such-letter');
    expect(replayed).toEqual([3]);
    expect(kept).toMatchObject([{ by: 'operator-1', what: 'replayed', letter: { number: 3, kind: 'invalid' } }]);
  });

  it('without body or signature can only be dropped', async () => {
    const { replay, drop, kept } = world(letter(3, { replayable: false }));
    expect(codeOf(await replay.run(asked({ number: 3 })))).toBe('operations.not-replayable');
    expect((await drop.run(asked({ number: 3, reason: 'obsolete' as const }))).ok).toBe(true);
    expect(kept).toMatchObject([{ what: 'dropped', why: 'obsolete' }]);
  });
});
