import type { ServiceName, Sealed } from '@spil/contracts';

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
