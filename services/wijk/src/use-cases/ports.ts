import type { ServiceName, Sealed } from '@spil/contracts';
import type { ZoneMap } from '@spil/geo';

/** The map of a zone as it holds now, kept in memory. */
export interface ZoneMaps {
  of(zone: string): Promise<ZoneMap>;
}

/** Seals content for named services; `about` binds it to the record it belongs to. */
export interface Seal {
  seal(content: unknown, audiences: ServiceName[], about: string): Sealed;
  open<T>(sealed: Sealed, about: string): T;
}

/** The code by which a resident follows a contact: made from it each time anew and verified, never kept. */
export interface FollowCodes {
  of(zone: string, contactId: string): string;
  /** The contact a code was made for; undefined when it was not made here, or not for this zone. */
  contactOf(zone: string, code: string): string | undefined;
}

/** The read log: resolves when the lines are durable, rejects when the read must be refused (fail-closed). */
export interface Reads {
  record(lines: readonly Read[]): Promise<void>;
}
export interface Read {
  name: string;
  actor: string;
  zone: string;
  processingActivity: string;
  subject: string;
  subjectType: string;
  recordCategory: string;
  rule: string;
  decision: 'shown';
  reason: string;
  legalBasis: string;
}

/** Where a place may lie outside every drawn border and still belong to the nearest wijk. */
export interface PlaceRules {
  toleranceMetres: number;
}
