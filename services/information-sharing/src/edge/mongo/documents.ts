import type { Sealed } from '@spil/contracts';
import type { Assignment } from '../../domain/assignment';
import type { InboxEntry } from '../../domain/inbox-entry';
import type { NoteRouting } from '../../domain/note-routing';
import type { Subscription } from '../../domain/subscription';

type Omitted<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** As they lie in the database. Texts lie sealed for this service alone. */
export type RoutingDocument = NoteRouting & { _id: string };
export type InboxDocument = Omitted<InboxEntry, 'texts' | 'remark'> & { _id: string; sealed: Sealed };
export type SubscriptionDocument = Subscription & { _id: string };
/** The store's own version is the assignment's. */
export type AssignmentDocument = Omit<Assignment, 'version'> & { _id: string };

export const collections = { routings: 'routings', inbox: 'inbox', subscriptions: 'subscriptions', assignments: 'assignments' } as const;

const aggregate = true as const;
/** Indexes of this service, made at start. */
export const indexes = {
  routings: { aggregate, indexes: [{ name: 'itemIds_1', key: { itemIds: 1 } }] },
  inbox: {
    aggregate,
    indexes: [
      // The zone first: beside an index of the whole zone's entries, one without it was passed over, and a person's inbox was looked for in everybody's.
      { name: 'zone_1_subscribers_1_filedAt_-1', key: { zone: 1, subscribers: 1, filedAt: -1 } },
      { name: 'zone_1_desk_1_filedAt_-1', key: { zone: 1, desk: 1, filedAt: -1 } },
      { name: 'zone_1_filedAt_-1', key: { zone: 1, filedAt: -1 } },
    ],
  },
  subscriptions: { aggregate, indexes: [{ name: 'zone_1_personId_1', key: { zone: 1, personId: 1 } }] },
  assignments: { aggregate, indexes: [{ name: 'zone_1_personId_1', key: { zone: 1, personId: 1 } }] },
};
