import { useId, useRef, type ReactNode } from 'react';

interface Props {
  /** What the button shows. */
  children: ReactNode;
  /** What it says when pressed. */
  explanation: ReactNode;
  className?: string;
  label?: string;
}

/** A word that explains itself when pressed: by mouse, finger and keyboard alike. The browser's own popover closes it. */
export function Explained({ children, explanation, className = '', label }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  return (
    <>
      <button ref={button} type="button" popoverTarget={id} aria-label={label} className={`explained ${className}`}>
        {children}
      </button>
      <div ref={box} id={id} popover="auto" className="explanation" onToggle={() => place(button.current, box.current)}>
        {explanation}
      </div>
    </>
  );
}

/** Below its button, within the window. */
export function place(button: HTMLElement | null, box: HTMLElement | null): void {
  if (!button || !box?.matches(':popover-open')) return;
  const at = button.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const below = at.bottom + 6 + size.height < innerHeight;
  box.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - size.height - 6)}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
}
