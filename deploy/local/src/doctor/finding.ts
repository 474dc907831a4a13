/** What one check found. `remedy` says what to do about it; `note` is worth knowing and no fault. */
export interface Finding {
  check: string;
  kind: 'ok' | 'note' | 'fault';
  says: string;
  remedy?: string;
}

export const ok = (check: string, says: string): Finding => ({ check, kind: 'ok', says });
export const note = (check: string, says: string): Finding => ({ check, kind: 'note', says });
export const fault = (check: string, says: string, remedy: string): Finding => ({ check, kind: 'fault', says, remedy });

/** The faults, or one sentence that all is well. */
export const orOk = (faults: readonly Finding[], check: string, says: string): Finding[] =>
  faults.length > 0 ? [...faults] : [ok(check, says)];

/** A few of many, for a sentence. */
export const some = (names: readonly string[], most = 3): string =>
  names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
