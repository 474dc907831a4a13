import { useEffect, useRef, type RefObject } from 'react';

/** Brings the hand to the first choice of a step when the step before it is done; a chosen one first, as arrows expect. */
export function useFocusFirst<T extends HTMLElement>(when: boolean): RefObject<T | null> {
  const box = useRef<T>(null);
  useEffect(() => {
    if (!when) return;
    const group = box.current?.querySelector('[role=radiogroup]') ?? box.current;
    const first = group?.querySelector<HTMLElement>('input:checked') ?? group?.querySelector<HTMLElement>('input, select, button');
    first?.focus();
  }, [when]);
  return box;
}
