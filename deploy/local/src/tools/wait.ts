/** Asks until there is an answer; rejects after `ms` milliseconds. The pause is short, the condition decides. */
export async function waitFor<T>(ask: () => T | undefined | false | Promise<T | undefined | false>, ms: number): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > until) throw new Error(`nothing came within ${ms / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
