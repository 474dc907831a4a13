/** A moment in UTC, RFC 3339 with milliseconds, such as `2026-01-12T09:30:00.000Z`. */
export type Instant = string;

/** Hands time in, so that rules have no clock of their own. */
export interface Clock {
  now(): Instant;
}

/** Hands ids in: UUIDv7, so that they sort by the time they were made. */
export interface Ids {
  next(): string;
}

/** Milliseconds since 1970 of an instant. */
export const millis = (at: Instant): number => Date.parse(at);

/** The instant `ms` milliseconds after 1970. */
export const instant = (ms: number): Instant => new Date(ms).toISOString();

/** The instant `seconds` later (or earlier when negative). */
export const plusSeconds = (at: Instant, seconds: number): Instant => instant(millis(at) + seconds * 1000);
