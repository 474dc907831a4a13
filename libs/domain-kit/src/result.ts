import type { DomainError } from './domain-error';

/** The outcome of a decision: a value, or an expected failure. Bugs are thrown, expected failures are returned. */
export type Result<T, E extends DomainError = DomainError> = { ok: true; value: T } | { ok: false; error: E };

/** Wraps a value as a successful outcome. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** Wraps an expected failure. */
export const fail = <E extends DomainError>(error: E): { ok: false; error: E } => ({ ok: false, error });

/** The value of a successful outcome; throws the error otherwise. For tests and for places where failure is a bug. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw result.error;
}
