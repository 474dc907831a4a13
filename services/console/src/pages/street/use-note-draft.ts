import { useEffect, useMemo, useRef, useState } from 'react';
import { useQueue } from '../../app/queue';
import { emptyDraft, isWorthKeeping, type NoteDraft } from '../../drafts/note-draft';
import { newestWriter } from '../../drafts/newest-writer';

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
  /** Another one in its place; fulfilled when it is on the disk, rejected when that has no room. */
  replace(draft: NoteDraft): Promise<void>;
  /** Starts an empty one; answers the one that was, for undo. */
  clear(): NoteDraft;
  /** An empty one on the screen; what is on the device was taken over already. */
  renew(): void;
}

/** The newest draft on the disk; the promise tells when. An empty one is no draft. */
function useWriter(onKept: (key: string) => void) {
  const { vault } = useQueue();
  return useMemo(
    () =>
      newestWriter<NoteDraft>(async (draft) => {
        const open = await vault;
        await (isWorthKeeping(draft) ? open.keepDraft(draftName, draft) : open.dropDraft(draftName));
        onKept(JSON.stringify(draft));
      }),
    [vault, onKept],
  );
}

/** What could not be written is tried again with the next letter; meanwhile the page does not say that it is kept. */
const quietly = (written: Promise<void>): void => void written.catch(() => undefined);

/** Asks the device, once, what it kept. */
function useRestored(show: (found: NoteDraft) => void) {
  const { vault } = useQueue();
  const [start, setStart] = useState({ ready: false, restored: false, lasting: true });
  useEffect(() => {
    let gone = false;
    const restore = async () => {
      const open = await vault;
      const found = await open.draft<NoteDraft>(draftName);
      if (gone) return;
      if (found) show(found);
      setStart({ ready: true, restored: found !== undefined, lasting: open.lasting });
    };
    // A device that cannot be read is not waited for: one can write, and the page says that nothing is kept.
    restore().catch(() => !gone && setStart({ ready: true, restored: false, lasting: false }));
    return () => {
      gone = true;
    };
    // Showing is the same whenever it is made: it reads nothing that changes.
  }, [vault]);
  return { ...start, begun: () => setStart((old) => ({ ...old, restored: false })) };
}

/** The note being written, on the device a few milliseconds after each letter. */
export function useNoteDraft(): DraftHold {
  const [draft, setDraft] = useState(freshDraft);
  // A place that was asked for ten seconds ago is added to what stands there now, not to what stood there then.
  const latest = useRef(draft);
  const [written, setWritten] = useState('');
  const write = useWriter(setWritten);
  const show = (next: NoteDraft) => {
    latest.current = next;
    setDraft(next);
  };
  const { ready, restored, lasting, begun } = useRestored((found) => {
    show(found);
    setWritten(JSON.stringify(found));
  });

  const keep = (next: NoteDraft): Promise<void> => {
    show(next);
    return write(next);
  };
  const begin = (next: NoteDraft) => {
    begun();
    return keep(next);
  };
  return {
    draft,
    ready,
    restored,
    lasting,
    kept: lasting && isWorthKeeping(draft) && written === JSON.stringify(draft),
    change: (part) => quietly(keep({ ...latest.current, ...part })),
    replace: begin,
    clear: () => {
      quietly(begin(freshDraft()));
      return draft;
    },
    renew: () => quietly(begin(freshDraft())),
  };
}
