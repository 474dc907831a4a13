import { describe, expect, it } from '@jest/globals';
import { noteFormSample, type Sealed } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { draftNote, type IntelligenceNote } from '../../domain/note';
import { ListMyNotes } from '../list-my-notes/list-my-notes';
import type { Read } from '../ports';
import { ReadNote } from './read-note';

const now = '2026-01-12T10:00:00.000Z';
const caller = (sub: string): Caller => ({ sub, roles: ['inspector'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 });

function setup(handling: 'H0' | 'H1' = 'H0') {
  const wijk = { id: 'W1', name: 'Markt' };
  const drafted = unwrap(draftNote({ ...noteFormSample, handling }, { noteId: 'n', zone: 'amow', authorId: 'ina', now, wijk }));
  const sealed: Sealed = { alg: 'A256GCM', iv: '', data: JSON.stringify(drafted.texts), keys: {} };
  const note: IntelligenceNote = { ...drafted.facts, sealed, steps: [] };
  const log = { lines: [] as Read[], broken: false };
  const reads = {
    record: (lines: readonly Read[]) => {
      if (log.broken && lines.length > 0) return Promise.reject(new Error('away'));
      log.lines.push(...lines);
      return Promise.resolve();
    },
  };
  const sealer = { seal: () => sealed, open: <T>(one: Sealed): T => JSON.parse(one.data) as T };
  const notes = { byId: () => Promise.resolve(note), ofAuthor: () => Promise.resolve([note]) };
  return { log, read: new ReadNote(notes, reads, sealer), list: new ListMyNotes(notes, reads, sealer, { now: () => now }) };
}

describe('reading a note', () => {
  it('gives its author the form again, and logs who read what and why', async () => {
    const { read, log } = setup();
    expect(unwrap(await read.run({ request: { noteId: 'n' }, caller: caller('ina'), zone: 'amow' })).form).toEqual(noteFormSample);
    expect(log.lines).toMatchObject([{ actor: 'ina', subject: 'n', rule: 'own-note', reason: 'wijk.read-note' }]);
  });

  it('says not-found to anybody else, and logs no reading that did not happen', async () => {
    const { read, log } = setup();
    expect(await read.run({ request: { noteId: 'n' }, caller: caller('ivo'), zone: 'amow' })).toMatchObject({
      error: { code: 'not-found' },
    });
    expect(log.lines).toEqual([]);
  });

  it('shows nothing when the reading cannot be logged', async () => {
    const { read, list, log } = setup('H1');
    log.broken = true;
    await expect(read.run({ request: { noteId: 'n' }, caller: caller('ina'), zone: 'amow' })).rejects.toThrow('away');
    await expect(list.run({ request: {}, caller: caller('ina'), zone: 'amow' })).rejects.toThrow('away');
  });

  it('in a list is logged for restricted notes only', async () => {
    for (const [handling, lines] of [
      ['H0', 0],
      ['H1', 1],
    ] as const) {
      const { list, log } = setup(handling);
      expect(unwrap(await list.run({ request: {}, caller: caller('ina'), zone: 'amow' })).notes).toHaveLength(1);
      expect(log.lines).toHaveLength(lines);
    }
  });
});
