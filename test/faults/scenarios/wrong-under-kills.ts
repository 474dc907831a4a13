// What F1, F6, F19 and F46 have built instead: the mechanism without which a kill would be felt (see wrong.ts).
import type { Arm } from '../arm/main';
import type { BuiltWrong } from './wrong';

/** Handlers take a moment, so that something is in hand when their process dies. */
const slowHandlers: readonly Arm[] = [{ point: 'handler.start', action: 'delay', ms: 300 }];

/** The same for what becomes of sensitive points: what was given to a dead replica comes late, and one after the other. */
export const slowPoints: readonly Arm[] = [{ point: 'handler.start', action: 'delay', ms: 300, about: 'sensitive-point/' }];

/** F1 */
export const answersFirst: BuiltWrong = [
  {
    what: 'an intake that answers half a second before it stores',
    notices: ['I1'],
    services: ['wijk'],
    wrong: [
      {
        file: 'services/wijk/src/use-cases/record-note/record-note.ts',
        find: 'const note = await this.notes.add({ ...facts, sealed, steps: [] }, idempotency);',
        put:
          'const note = { ...facts, sealed, steps: [] };' +
          ' setTimeout(() => void this.notes.add(note, idempotency).catch(() => undefined), 500);',
      },
    ],
  },
];

/** F6 */
export const forgetsUnsent: BuiltWrong = [
  {
    what: 'a publisher that takes for stored what it held when the broker was away (handlers 300 ms slower, so that there is something)',
    notices: ['I1'],
    services: ['information-sharing', 'intervention'],
    wrong: [
      {
        file: 'libs/messaging/src/window-publisher.ts',
        find: 'for (const item of this.slots.takeBack(() => true)) this.again.push(item);',
        put:
          'for (const item of [...this.slots.takeBack(() => true), ...this.again.take(), ...this.queue.take()])' +
          " settle(item, { ok: true, stream: '', seq: 0, duplicate: false });",
      },
    ],
    arms: slowHandlers,
    loses: true,
  },
];

/** F19 */
export const countsRepeats: BuiltWrong = [
  {
    what: 'a router that takes every repeat for a new note (a moment between commit and acknowledgement, so that there are some)',
    notices: ['I3'],
    services: ['information-sharing'],
    wrong: [
      {
        file: 'services/information-sharing/src/edge/mongo/note-routings.mongo.ts',
        find: 'await this.store.upsertEffect(cause, { ...state, _id: state.noteId }, entries);',
        put:
          'const { kind } = await this.store.upsertEffect(cause, { ...state, _id: state.noteId }, entries);' +
          " if (kind === 'repeated') await this.store.insert({ ...state, _id: `${state.noteId} ${Date.now()}` }, []);",
      },
    ],
    arms: [{ point: 'handler.after-commit', action: 'delay', ms: 300 }],
  },
];

/** F46 */
export const overwritesNewer: BuiltWrong = [
  {
    what: 'a consumer that does not look at versions: a late change overwrites a newer one',
    notices: ['I4'],
    services: ['intervention'],
    wrong: [
      {
        file: 'libs/mongo/src/aggregate-store.ts',
        find: "if (stored && (stored.sources[source.id] ?? 0) >= source.version) return { kind: 'stale', stored };",
        put: '',
      },
    ],
    arms: slowPoints,
  },
];
