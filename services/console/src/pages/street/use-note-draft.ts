import { useCallback, useMemo, useState } from 'react';
import { usePerson } from '../../app/session';
import { DeviceStore } from '../../drafts/device-store';
import { emptyDraft, isWorthKeeping, type NoteDraft } from '../../drafts/note-draft';

const freshDraft = (): NoteDraft => emptyDraft(crypto.randomUUID(), new Date().toISOString());

export interface DraftHold {
  draft: NoteDraft;
  /** The draft was there before this page opened. */
  restored: boolean;
  kept: boolean;
  change(part: Partial<NoteDraft>): void;
  replace(draft: NoteDraft): void;
  /** Starts an empty one; answers the one that was, for undo. */
  clear(): NoteDraft;
}

/** The note being written. Each change is on the device before the next letter is typed. */
export function useNoteDraft(): DraftHold {
  const { personId } = usePerson();
  const store = useMemo(() => new DeviceStore<NoteDraft>('note', personId), [personId]);
  const [found] = useState(() => store.read());
  const [draft, setDraft] = useState(() => found ?? freshDraft());
  const [restored, setRestored] = useState(found !== undefined);
  const [kept, setKept] = useState(found !== undefined);

  const keep = useCallback(
    (next: NoteDraft) => {
      setDraft(next);
      const worth = isWorthKeeping(next);
      const written = store.write(worth ? next : undefined);
      setKept(worth && written);
    },
    [store],
  );
  return {
    draft,
    restored,
    kept,
    change: (part) => keep({ ...draft, ...part }),
    replace: (next) => {
      setRestored(false);
      keep(next);
    },
    clear: () => {
      setRestored(false);
      keep(freshDraft());
      return draft;
    },
  };
}
