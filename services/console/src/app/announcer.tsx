import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { paced } from './paced';
import { saidAnew } from './said-anew';

interface Voice {
  announce: (text: string) => void;
  /** A region takes the word; when it goes, the one before has it again. */
  join: (say: (text: string) => void) => () => void;
}

const Announce = createContext<Voice>({ announce: () => undefined, join: () => () => undefined });

/** Says something to a screen reader: politely, at most once in five seconds; what comes sooner replaces what still waits. */
export const useAnnounce = (): Voice['announce'] => use(Announce).announce;

function createVoice(): Voice & { stop: () => void } {
  const regions: ((text: string) => void)[] = [];
  return {
    ...paced((text) => regions.at(-1)?.(text)),
    join: (say) => {
      regions.push(say);
      return () => void regions.splice(regions.indexOf(say), 1);
    },
  };
}

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [voice] = useState(createVoice);
  useEffect(() => voice.stop, [voice]);
  return (
    <Announce value={voice}>
      <LiveRegion />
      {children}
    </Announce>
  );
}

/** Where what is said stands to be read out. An open dialog has one of its own: everything under it is silent to a screen reader. */
export function LiveRegion() {
  const { join } = use(Announce);
  const [text, setText] = useState('');
  useEffect(() => join((next) => setText((old) => saidAnew(old, next))), [join]);
  return (
    <div className="sr-only" aria-live="polite" role="status">
      {text}
    </div>
  );
}
