import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { saidAnew } from './said-anew';

const Announce = createContext<(text: string) => void>(() => undefined);

/** Says something to a screen reader: politely, at most once in five seconds; what comes sooner replaces what still waits. */
export const useAnnounce = (): ((text: string) => void) => use(Announce);

const apartMs = 5_000;

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState('');
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const announce = useMemo(
    () => (next: string) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => {
          last.current = Date.now();
          setText((old) => saidAnew(old, next));
        },
        Math.max(0, last.current + apartMs - Date.now()),
      );
    },
    [],
  );
  return (
    <Announce value={announce}>
      {children}
      <div className="sr-only" aria-live="polite" role="status">
        {text}
      </div>
    </Announce>
  );
}
