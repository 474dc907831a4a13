const apartMs = 5_000;

export interface Paced {
  announce: (text: string) => void;
  /** Nothing more is said, also not what still waits. */
  stop: () => void;
}

/**
 * Says at most one thing in five seconds (ux.md). What comes sooner waits for its turn and is replaced by what comes after it: the
 * newest is never late, and a busy evening is no flood of words.
 */
export function paced(say: (text: string) => void): Paced {
  let last = -apartMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    announce: (text) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          last = performance.now();
          say(text);
        },
        Math.max(0, last + apartMs - performance.now()),
      );
    },
    stop: () => clearTimeout(timer),
  };
}
