import { useState } from 'react';
import { useKeptDraft } from '../../app/kept-draft';
import { isWorthKeeping, type NoteDraft } from '../../drafts/note-draft';
import type { DraftHold } from './use-note-draft';

const nothing = (): { drafts: NoteDraft[] } => ({ drafts: [] });

export interface Aside {
  /** Those that made room for another, on the device. */
  drafts: readonly NoteDraft[];
  /** The one that was erased: off the device, and on this page only until it is left. */
  erased: NoteDraft | undefined;
  erase(): void;
  /** Puts this one on the screen; what was being written there is set aside. Fulfilled when it is on the disk. */
  bring(draft: NoteDraft): Promise<void>;
}

/** What can be put back: one hand writes one note at a time, but a refused one asks for attention in between. */
export function useAside(hold: DraftHold): Aside {
  const { draft: kept, change } = useKeptDraft('note.aside', nothing);
  const [erased, setErased] = useState<NoteDraft>();
  return {
    drafts: kept.drafts,
    erased,
    erase: () => setErased(hold.clear()),
    bring: (draft) => {
      if (draft === erased) setErased(undefined);
      const others = kept.drafts.filter((one) => one !== draft);
      change({ drafts: isWorthKeeping(hold.draft) ? [...others, hold.draft] : others });
      return hold.replace(draft);
    },
  };
}
