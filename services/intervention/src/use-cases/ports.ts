import type { ServiceName, Sealed } from '@spil/contracts';
import type { Position, Wijk } from '@spil/geo';
import type { Unit } from '../domain/unit';

/** Our own copy of the wijken. */
export interface Wijken {
  wijkAt(zone: string, point: Position): Promise<Wijk | undefined>;
  /** Which of these are not wijken of the zone; waits a little for drawings that are on their way. */
  unknownOf(zone: string, wijkIds: readonly string[]): Promise<string[]>;
}

/** Units of a zone, on duty or not. */
export interface ZoneUnits {
  ofZone(zone: string): Promise<Unit[]>;
}

/** Seals content for named services; `about` binds it to the record it belongs to. */
export interface Seal {
  seal(content: unknown, audiences: ServiceName[], about: string): Sealed;
  open<T>(sealed: Sealed, about: string): T;
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
