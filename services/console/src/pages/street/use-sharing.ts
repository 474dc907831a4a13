import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { useQueue, type Queue } from '../../app/queue';
import { needsOf, toRequest, type Need, type NoteDraft } from '../../drafts/note-draft';
import type { Arrived, Outcome } from '../../drafts/queue';
import type { WaitingNote } from './queue-list';
import type { Aside } from './use-aside';
import { draftName, type DraftHold } from './use-note-draft';

export type Stage = { kind: 'writing'; problem?: Problem; needs: Need[] } | { kind: 'sending' } | { kind: 'sent'; note?: Arrived };

const notKept = (): Stage => ({ kind: 'writing', problem: new Problem('not-kept', 0), needs: [] });

export interface Sharing {
  stage: Stage;
  share(): void;
  /** A refused note, to be corrected; what was being written is set aside. */
  open(item: WaitingNote): void;
  putBack(draft: NoteDraft): void;
  /** A new one, after the last has left. */
  write(): void;
}

/** Whether this page is still open. */
function useOpen() {
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => void (open.current = false);
  }, []);
  return open;
}

/** What becomes of the draft by how the note went, and what the page shows then. */
async function settle(hold: DraftHold, queue: Queue, { draft, outcome }: { draft: NoteDraft; outcome: Outcome }): Promise<Stage> {
  if (outcome.kind !== 'refused') {
    hold.renew();
    return { kind: 'sent', note: outcome.kind === 'arrived' ? outcome.note : undefined };
  }
  // An earlier version arrived from another window: the list of what waits asks which of the two should hold.
  if (outcome.problem.code === 'idempotency-key-reused') {
    hold.renew();
    return { kind: 'writing', needs: [] };
  }
  // Refused for good: back to the form under a new key, because its content will change.
  await hold.replace({ ...draft, key: crypto.randomUUID() });
  await queue.take(draft.key);
  return { kind: 'writing', problem: outcome.problem, needs: [] };
}

/** From a draft to a note that arrived, waits, or came back with what is wrong. */
export function useSharing(hold: DraftHold, aside: Aside): Sharing {
  const queue = useQueue();
  const pageOpen = useOpen();
  const [stage, setStage] = useState<Stage>({ kind: 'writing', needs: [] });
  const share = async () => {
    const { draft } = hold;
    const now = new Date().toISOString();
    const needs = needsOf(draft, now);
    setStage(needs.length > 0 ? { kind: 'writing', needs } : { kind: 'sending' });
    if (needs.length > 0) return focusNeed(needs[0]);
    const request = toRequest(draft, now);
    try {
      // What was typed last is on the disk first: a letter written after the note was handed over would bring its draft back.
      await hold.replace(draft);
      const outcome = await queue.send({ key: draft.key, kind: 'note', draft, request, queuedAt: now, state: 'waiting' }, draftName);
      // Somebody who left may be writing the next one by now. What was refused waits in the list.
      if (pageOpen.current) setStage(await settle(hold, queue, { draft, outcome }));
    } catch {
      setStage(notKept());
    }
  };
  const show = async (draft: NoteDraft, problem?: Problem, waiting?: string) => {
    setStage({ kind: 'writing', problem, needs: [] });
    try {
      // First on the disk, then out of the list: a crash in between leaves it twice, never nowhere.
      await aside.bring(draft);
      if (waiting) await queue.take(waiting);
    } catch {
      setStage(notKept());
    }
  };
  const open = ({ key, draft, problem }: WaitingNote) => {
    const { code, status, errors } = problem ?? { code: 'invalid-request', status: 400, errors: [] };
    void show({ ...draft, key: crypto.randomUUID() }, new Problem(code, status, errors), key);
  };
  return {
    stage,
    share: () => void share(),
    open,
    putBack: (draft) => void show(draft),
    write: () => setStage({ kind: 'writing', needs: [] }),
  };
}

/** Brings the first missing thing under the hand. */
function focusNeed(need: Need | undefined): void {
  const section = document.querySelector<HTMLElement>(`[data-field="${need}"]`);
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  section?.scrollIntoView({ block: 'center', behavior: reduced ? 'auto' : 'smooth' });
  section?.querySelector<HTMLElement>('textarea, input, button')?.focus({ preventScroll: true });
}
