import { Problem } from '../api/problem';
import type { NoteDraft, NoteRequest } from './note-draft';

/** A note on its way: kept on the device until the server has answered for good. */
export interface Outgoing {
  key: string;
  draft: NoteDraft;
  request: NoteRequest;
  queuedAt: string;
  state: 'waiting' | 'refused';
  problem?: { code: string; status: number; errors: { path: string; rule: string }[] };
}

export interface Arrived {
  noteId: string;
  wijkId: string;
  wijkName: string;
  recordedAt: string;
}

export type Outcome = { kind: 'arrived'; note: Arrived } | { kind: 'later'; problem: Problem } | { kind: 'refused'; problem: Problem };

/** Puts a note at the end; the same key again takes the place of the first. */
export const enqueue = (queue: readonly Outgoing[], item: Outgoing): Outgoing[] => [...queue.filter(({ key }) => key !== item.key), item];

export const dequeue = (queue: readonly Outgoing[], key: string): Outgoing[] => queue.filter((item) => item.key !== key);

/** What is left of the queue after one attempt. A refusal stays, to be opened and corrected; nothing disappears unseen. */
export function settle(queue: readonly Outgoing[], key: string, outcome: Outcome): Outgoing[] {
  if (outcome.kind === 'arrived') return dequeue(queue, key);
  if (outcome.kind === 'later') return [...queue];
  const { code, status, errors } = outcome.problem;
  return queue.map((item) =>
    item.key === key ? { ...item, state: 'refused' as const, problem: { code, status, errors: [...errors] } } : item,
  );
}

/** Sends one; the key makes a second attempt harmless, so anything uncertain is "later", never "refused". */
export async function attempt(item: Outgoing, send: (request: NoteRequest, key: string) => Promise<Arrived>): Promise<Outcome> {
  try {
    return { kind: 'arrived', note: await send(item.request, item.key) };
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem('internal', 0);
    return problem.passing || problem.status === 401 ? { kind: 'later', problem } : { kind: 'refused', problem };
  }
}
