import { describe, expect, it } from '@jest/globals';
import type { NoteTexts } from '@spil/contracts';
import type { Caller } from '@spil/identity';
import type { IntelligenceNote } from '../../domain/note';
import type { Read } from '../ports';
import { FindMyNotes } from './find-my-notes';

const now = '2026-01-12T10:00:00.000Z';
const caller: Caller = { sub: 'ina', roles: ['inspector'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 };
const texts: Record<string, Partial<NoteTexts>> = {
  open: { headline: 'Vergadering in café Zénith', fact: 'x' },
  closed: { headline: 'Andere zin', fact: 'Gehoord in het CAFE' },
  person: { headline: 'Niets', fact: 'y', person: { category: 'third', name: 'Cafe' } },
};
const notes = Object.keys(texts).map((noteId) => ({
  noteId,
  authorId: 'ina',
  handling: noteId === 'closed' ? 'H1' : 'H0',
  personal: noteId === 'person',
  steps: [],
  sealed: {},
})) as unknown as IntelligenceNote[];

async function find(text: string, logFails = false) {
  const logged: Read[] = [];
  const asked: string[] = [];
  const reads = {
    record: (lines: readonly Read[]) =>
      logFails ? Promise.reject(new Error('read-not-logged')) : Promise.resolve(void logged.push(...lines)),
  };
  const mine = { ofAuthor: (zone: string, author: string) => Promise.resolve((asked.push(`${zone} ${author}`), notes)) };
  const sealer = { open: <T>(_sealed: unknown, about: string) => texts[about] as T, seal: () => ({}) as never };
  const answer = await new FindMyNotes(mine, reads, sealer, { now: () => now }).run({ request: { text }, caller, zone: 'amow' });
  return { found: answer.ok ? answer.value.notes.map(({ noteId }) => noteId) : [], logged, asked };
}

describe('looking for words in my own notes', () => {
  it('finds them in any case and accent, never in the person part, and logs restricted hits before they leave', async () => {
    const { found, logged, asked } = await find(' Cafe ');
    expect(found).toEqual(['open', 'closed']);
    expect(asked).toEqual(['amow ina']);
    expect(logged.map(({ subject }) => subject)).toEqual(['closed']);
  });

  it('answers nothing when the lines cannot be kept', async () => {
    await expect(find('cafe', true)).rejects.toThrow('read-not-logged');
  });
});
