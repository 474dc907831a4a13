/**
 * Tidies again and again, never twice at once. A round that fails is told and forgotten: on a full disk it is the rounds to come
 * that make room. Answers how to stop and wait for the round under way.
 */
export const keepTidy = (tidy: () => Promise<void>, everyMs: number): (() => Promise<void>) => {
  const round = (): Promise<void> =>
    tidy().catch((error: unknown) => void process.stderr.write(`otlp-receiver could not tidy: ${String(error)}\n`));
  let tidying = Promise.resolve();
  const timer = setInterval(() => void (tidying = tidying.then(round)), everyMs);
  return () => {
    clearInterval(timer);
    return tidying;
  };
};
