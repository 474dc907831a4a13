import { useEffect, useRef, useState } from 'react';
import { useQueue } from './queue';

/** A form that was left half done is offered again for a day; after that it is about another day, and leaves the device. */
const FORGOTTEN_MS = 24 * 60 * 60 * 1000;

interface Kept<D> {
  at: number;
  draft: D;
}

export interface KeptDraft<D> {
  draft: D;
  /** Adds to what stands there now, also when the caller was made for an older state of the form. */
  change(part: Partial<D>): void;
  /** An empty form, on the screen and on the device: what was written has arrived. */
  renew(): void;
}

/**
 * What is typed into a form, kept on this device for this person under `name`: it outlives another page, a new sign-in, an update and
 * a reload. What is typed before the device answered stands. A form about one record has its id in the name and is mounted anew for it.
 */
export function useKeptDraft<D extends object>(name: string, fresh: () => D): KeptDraft<D> {
  const { vault } = useQueue();
  const [draft, setDraft] = useState(fresh);
  const latest = useRef(draft);
  const touched = useRef(false);
  const writing = useRef<Promise<void>>(Promise.resolve());

  const show = (next: D) => {
    latest.current = next;
    setDraft(next);
  };
  // One after the other: the disk ends with what was typed last. Without storage the form works while the page is open.
  const write = (next: D | undefined) => {
    writing.current = writing.current
      .then(async () => {
        const open = await vault;
        await (next === undefined ? open.dropDraft(name) : open.keepDraft(name, { at: Date.now(), draft: next } satisfies Kept<D>));
      })
      .catch(() => undefined);
  };

  useEffect(() => {
    let gone = false;
    vault
      .then(async (open) => {
        const kept = await open.draft<Kept<D>>(name);
        if (!kept || gone || touched.current) return;
        if (Date.now() - kept.at > FORGOTTEN_MS) await open.dropDraft(name);
        else show({ ...latest.current, ...kept.draft });
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [vault, name]);

  return {
    draft,
    change: (part) => {
      touched.current = true;
      show({ ...latest.current, ...part });
      write(latest.current);
    },
    renew: () => {
      touched.current = true;
      show(fresh());
      write(undefined);
    },
  };
}
