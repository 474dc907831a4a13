import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { LiveRegion } from '../app/announcer';

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A question that comes before anything else; Escape or a tap beside it leaves it. The browser keeps the focus inside. */
export function Dialog({ title, open, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const shown = box.current;
    shown?.showModal();
    // Closed before it is taken away: only then the browser gives the focus back to where it was.
    return () => shown?.close();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={box}
      role="dialog"
      aria-modal="true"
      aria-labelledby={id}
      className="modal"
      onClose={onClose}
      onClick={(event) => event.target === box.current && onClose()}
    >
      <div className="modal-body">
        <h2 id={id}>{title}</h2>
        {children}
      </div>
      <LiveRegion />
    </dialog>
  );
}
