/** Growing pause with full jitter between 50 % and 100 %: 100 ms, 200 ms … up to `max` (ms). `random` is in [0, 1). */
export function backOff(attempt: number, random: () => number, { first = 100, max = 5_000 } = {}): number {
  const ceiling = Math.min(max, first * 2 ** Math.min(Math.max(attempt, 1) - 1, 16));
  return Math.round(ceiling * (0.5 + random() / 2));
}
