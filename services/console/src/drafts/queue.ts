import { Problem } from '../api/problem';
import type { RequestOf } from '../api/routes';
import type { NoteDraft, NoteRequest } from './note-draft';

interface Way {
  /** Idempotency-Key, given when the draft began: however often it is sent, it arrives once. */
  key: string;
  queuedAt: string;
  state: 'waiting' | 'refused' | 'conflict';
  problem?: { code: string; status: number; errors: { path: string; rule: string }[] };
}

/** Something on its way: kept on the device until the server has answered for good. */
export type Outgoing = Way &
  ({ kind: 'note'; draft: NoteDraft; request: NoteRequest } | { kind: 'contact'; request: RequestOf<'recordDailyContact'> });

export interface Arrived {
  /** Of a note; a contact is a count and has no page. */
  noteId?: string;
  wijkId: string;
  wijkName: string;
  recordedAt: string;
}

export type Outcome = { kind: 'arrived'; note: Arrived } | { kind: 'later'; problem: Problem } | { kind: 'refused'; problem: Problem };

/** What is left of one item after an attempt: undefined when it arrived. A refusal stays, to be corrected; nothing disappears unseen. */
export function after(item: Outgoing, outcome: Outcome): Outgoing | undefined {
  if (outcome.kind === 'arrived') return undefined;
  if (outcome.kind === 'later') return item;
  const { code, status, errors } = outcome.problem;
  // The same key with other words: from another window an earlier version arrived already. Only its author can say what should hold.
  const state = code === 'idempotency-key-reused' ? 'conflict' : 'refused';
  return { ...item, state, problem: { code, status, errors: [...errors] } };
}

/** Sends one; the key makes a second attempt harmless, so anything uncertain is "later", never "refused". */
export async function attempt(item: Outgoing, send: (item: Outgoing) => Promise<Arrived>): Promise<Outcome> {
  try {
    return { kind: 'arrived', note: await send(item) };
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem('internal', 0);
    return problem.passing || problem.status === 401 ? { kind: 'later', problem } : { kind: 'refused', problem };
  }
}

/** The device's side of sending: what waits there, and what becomes of it. */
export interface Waiting {
  waiting(): Promise<Outgoing[]>;
  replace(item: Outgoing): Promise<void>;
  remove(key: string): Promise<void>;
}

/**
 * Sends all that waits, oldest first, one at a time. Stops at the first that must wait: a later one never overtakes. One that is
 * refused or in conflict waits for its author and holds nobody up.
 */
export async function sendInOrder(
  device: Waiting,
  send: (item: Outgoing) => Promise<Arrived>,
  told: (item: Outgoing, outcome: Outcome) => void,
): Promise<void> {
  for (const item of await device.waiting()) {
    if (item.state !== 'waiting') continue;
    const outcome = await attempt(item, send);
    const left = after(item, outcome);
    // First on the device, then on the screen: what is told as arrived is gone, what is told as refused is kept.
    if (!left) await device.remove(item.key);
    else if (left !== item) await device.replace(left);
    told(item, outcome);
    if (outcome.kind === 'later') return;
  }
}
