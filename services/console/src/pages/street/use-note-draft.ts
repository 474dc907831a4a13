import { useEffect, useRef, useState } from 'react';
import { useQueue } from '../../app/queue';
import { emptyDraft, isWorthKeeping, type NoteDraft } from '../../drafts/note-draft';

const freshDraft = (): NoteDraft => emptyDraft(crypto.randomUUID(), new Date().toISOString());
export const draftName = 'note';

export interface DraftHold {
  draft: NoteDraft;
  /** The device has been asked what it kept; before that nothing can be typed over it. */
  ready: boolean;
  /** The draft was there before this page opened. */
  restored: boolean;
  /** What stands on the screen is on the disk. */
  kept: boolean;
  /** False where the browser keeps nothing. */
  lasting: boolean;
  change(part: Partial<NoteDraft>): void;
  replace(draft: NoteDraft): void;
  /** Starts an empty one; answers the one that was, for undo. */
  clear(): NoteDraft;
  /** An empty one on the screen; what is on the device was taken over already. */
  renew(): void;
}

/** Writes drafts one after the other, and only the newest of those that wait: the disk ends with what was typed last. */
function useWriter(onKept: (key: string) => void) {
  const { vault } = useQueue();
  const next = useRef<NoteDraft>(undefined);
  const busy = useRef(false);
  return async (draft: NoteDraft) => {
    next.current = draft;
    if (busy.current) return;
    busy.current = true;
    try {
      const open = await vault;
      while (next.current) {
        const newest: NoteDraft = next.current;
        next.current = undefined;
        if (isWorthKeeping(newest)) await open.keepDraft(draftName, newest);
        else await open.dropDraft(draftName);
        if (!next.current) onKept(JSON.stringify(newest));
      }
    } finally {
      busy.current = false;
    }
  };
}

/** The note being written, on the device a few milliseconds after each letter. */
export function useNoteDraft(): DraftHold {
  const { vault } = useQueue();
  const [draft, setDraft] = useState(freshDraft);
  const [{ ready, restored, lasting }, setStart] = useState({ ready: false, restored: false, lasting: true });
  const [written, setWritten] = useState('');
  const write = useWriter(setWritten);

  useEffect(() => {
    let gone = false;
    void vault.then(async (open) => {
      const found = await open.draft<NoteDraft>(draftName);
      if (gone) return;
      if (found) setDraft(found);
      if (found) setWritten(JSON.stringify(found));
      setStart({ ready: true, restored: found !== undefined, lasting: open.lasting });
    });
    return () => {
      gone = true;
    };
  }, [vault]);

  const keep = (next: NoteDraft) => {
    setDraft(next);
    void write(next);
  };
  const begin = (next: NoteDraft) => {
    setStart((old) => ({ ...old, restored: false }));
    keep(next);
  };
  return {
    draft,
    ready,
    restored,
    lasting,
    kept: lasting && isWorthKeeping(draft) && written === JSON.stringify(draft),
    change: (part) => keep({ ...draft, ...part }),
    replace: begin,
    clear: () => {
      begin(freshDraft());
      return draft;
    },
    renew: () => begin(freshDraft()),
  };
}
