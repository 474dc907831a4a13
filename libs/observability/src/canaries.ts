/** A canary found where no personal data may be: which text (by its index), and which word. */
export interface CanaryFound {
  canary: string;
  text: number;
}

const spellings = (canary: string): string[] => {
  const plain = canary.toLowerCase();
  const bytes = Buffer.from(canary, 'utf8');
  return [
    ...new Set([plain, encodeURIComponent(canary).toLowerCase(), JSON.stringify(canary).slice(1, -1).toLowerCase(), bytes.toString('hex')]),
  ];
};

/** Base64 hides text at three possible offsets; the middle part is the same whatever stands around it. */
const base64Cores = (canary: string): string[] =>
  [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(canary, 'utf8')]);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    return whole.toString('base64').slice(shift === 0 ? 0 : 4);
  });

/**
 * Searches logs, spans, subjects, headers and metrics for words that were put into personal fields: plain, URL-encoded,
 * JSON-escaped, hex and base64. A canary should have at least 8 characters, so that chance does not find it.
 */
export const findCanaries = (texts: readonly string[], canaries: readonly string[]): CanaryFound[] =>
  texts.flatMap((text, index) => {
    const lower = text.toLowerCase();
    const hides = (canary: string): boolean =>
      spellings(canary).some((spelling) => lower.includes(spelling)) ||
      base64Cores(canary).some((core) => core.length >= 8 && text.includes(core));
    return canaries.filter(hides).map((canary) => ({ canary, text: index }));
  });
