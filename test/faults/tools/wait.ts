/** Passes time of a fault's own length. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks until true; answers whether it came within `ms`. */
export async function comes(ask: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  for (const until = Date.now() + ms; ;) {
    if (await Promise.resolve(ask()).catch(() => false)) return true;
    if (Date.now() > until) return false;
    await pause(40);
  }
}

/** The value `q` (0–1) of a list: 0.5 is the median. NaN for an empty one. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
