import type { ReadLine, ReadLog } from '@spil/audit';
import type { Consultation, Consultations } from '../../use-cases/ports';

/** Keeps consultations in the hash-chained read log of this service; refuses when they cannot be kept (L07, L08). */
export class ReadLogConsultations implements Consultations {
  constructor(private readonly readLog: ReadLog) {}

  record(lines: readonly Consultation[]): Promise<void> {
    return this.readLog.record(lines.map(lineOf));
  }
}

const lineOf = ({ task, actor, zone, itemId, personal, rule, decision }: Consultation): ReadLine => ({
  name: task.split('.').at(-1) ?? task,
  actor,
  zone,
  processingActivity: 'information-sharing.inbox',
  subject: itemId,
  subjectType: 'item',
  recordCategory: personal ? 'intelligence-note-person' : 'intelligence-note',
  rule,
  decision,
  reason: task,
  legalBasis: 'wpa-44-1',
});
