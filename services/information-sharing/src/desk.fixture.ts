import { assign, listInbox, noteProgressed, noteRecorded, type DataOf, type NoteTexts, type Role } from '@spil/contracts';
import { uuidv7Ids } from '@spil/service-host';
import type { Person, Suite } from './suite.fixture';

/** What the notes of these specs say. */
export const texts: NoteTexts = {
  headline: 'Dealing at the bicycle shed',
  fact: 'Packets change hands at Café Zénith',
  assessment: 'Probably daily',
  safetyLine: 'Large dog',
  person: { category: 'suspect', name: 'Canary Person' },
};
export const admin = { sub: 'administrator-1', roles: ['administrator' as Role], zone: 'amow', assignments: [] };

export async function until<T>(what: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('did not happen within ten seconds');
}

/** What people and neighbours do in these specs, in the suite that runs by then. */
export class Desk {
  constructor(private readonly running: () => Suite) {}

  /** Somebody with an assignment, made by the administrator of the zone. */
  async assigned(sub: string, role: Role, more: object = {}, zone = 'amow'): Promise<Person & { assignmentId: string }> {
    const wish = { personId: sub, role, from: '2026-01-01T00:00:00.000Z', ...more };
    const { value } = await this.running().ask(assign, { ...admin, zone }, wish, `assign ${sub} ${JSON.stringify(wish)}`);
    const { assignmentId } = value as { assignmentId: string };
    const { personId: _person, ...assignment } = wish;
    return { sub, roles: [role], zone, assignments: [{ ...assignment, assignmentId }], assignmentId };
  }

  /** Publishes a note as wijk would; `again` sends the very same event once more. */
  async record(over: Partial<DataOf<typeof noteRecorded>> = {}, with_: Partial<NoteTexts> = {}, zone = 'amow') {
    const noteId = over.noteId ?? uuidv7Ids.next();
    const sealed = this.running()
      .sealer('wijk')
      .seal({ ...texts, ...with_ }, ['information-sharing'], noteId);
    const data = { ...noteRecorded.sample, ...over, noteId, sealed };
    const id = uuidv7Ids.next();
    await this.running().publish(noteRecorded, data, { id, aggregate: noteId, zone });
    return { noteId, again: () => this.running().publish(noteRecorded, data, { id, aggregate: noteId, zone }) };
  }

  /** Messages of one type in a stream that are about a note. */
  async ofNote(stream: string, type: string, noteId: string) {
    return (await this.running().stored(stream)).filter((event) => event.type === type && event.data?.['noteId'] === noteId);
  }

  /** Steps of a note that were told. */
  async steps(noteId: string) {
    const told = await this.ofNote('EVENTS_INFORMATION_SHARING', noteProgressed.type, noteId);
    return told.map(({ data }) => data as unknown as DataOf<typeof noteProgressed>);
  }

  /** A note's entry in somebody's inbox. */
  async inEntries(who: Person, noteId: string) {
    const { value } = await this.running().ask(listInbox, who, { limit: 100 });
    return value?.entries.find((entry) => entry.noteId === noteId);
  }
}
