import { describe, expect, it } from '@jest/globals';
import { noteFormSample, type Sealed, type ServiceName } from '@spil/contracts';
import { unwrap } from '@spil/domain-kit';
import { ZoneMap } from '@spil/geo';
import type { Caller } from '@spil/identity';
import type { IntelligenceNote } from '../../domain/note';
import type { Idempotency } from '../asked';
import { RecordNote } from './record-note';

const now = '2026-01-12T10:00:00.000Z';
const caller: Caller = { sub: 'ina', roles: ['inspector'], zone: 'amow', assignments: [], assignmentVersion: 1, exp: 0 };
const ring = [
  [4, 51],
  [4.01, 51],
  [4.01, 51.01],
  [4, 51.01],
  [4, 51],
] as [number, number][];
const map = ZoneMap.from([{ id: 'W1', name: 'Markt', municipality: 'Spilbeek', polygons: [[ring]] }]);
const form = { ...noteFormSample, point: [4.005, 51.005] as [number, number], observedAt: now };

function setup() {
  const writes: { note: IntelligenceNote; idempotency: Idempotency | undefined }[] = [];
  const notes = {
    add: (note: IntelligenceNote, idempotency: Idempotency | undefined) => {
      writes.push({ note, idempotency });
      return Promise.resolve(note);
    },
  };
  const sealer = {
    seal: (_content: unknown, audiences: ServiceName[], about: string): Sealed => ({
      alg: 'A256GCM',
      iv: about,
      data: '',
      keys: Object.fromEntries(audiences.map((name) => [name, ''])),
    }),
    open: (): never => {
      throw new Error('nothing is opened when recording');
    },
  };
  const rules = { now: () => now, next: () => 'note-1', toleranceMetres: 25 };
  return { writes, record: new RecordNote(notes, { of: () => Promise.resolve(map) }, sealer, rules) };
}

describe('recording a note', () => {
  it('is one write, sealed for us and information-sharing, with the key of the request', async () => {
    const { record, writes } = setup();
    const idempotency = { key: 'k', bodyHash: 'h' };
    const answer = unwrap(await record.run({ request: form, caller, zone: 'amow', idempotency }));
    expect(answer).toEqual({ noteId: 'note-1', wijkId: 'W1', wijkName: 'Markt', recordedAt: now });
    expect(writes).toHaveLength(1);
    expect(writes[0]).toMatchObject({ idempotency, note: { authorId: 'ina', zone: 'amow', sealed: { iv: 'note-1' } } });
    expect(Object.keys(writes[0]?.note.sealed.keys ?? {})).toEqual(['wijk', 'information-sharing']);
    expect(JSON.stringify(writes)).not.toContain(form.fact);
  });

  it('takes a place just outside the border for the nearest wijk, and refuses one further away', async () => {
    const { record, writes } = setup();
    const at = (point: [number, number]) => record.run({ request: { ...form, point }, caller, zone: 'amow' });
    expect(unwrap(await at([4.0102, 51.005])).wijkId).toBe('W1');
    expect(await at([4.011, 51.005])).toMatchObject({ error: { code: 'wijk.place-outside-zone' } });
    expect(writes).toHaveLength(1);
  });
});
