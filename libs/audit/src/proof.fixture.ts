import { readLogKeys } from './keys';
import type { ChainedLine, ReadLine } from './line';
import { KeptBlocks, SlowCollection } from './memory-collection.fixture';
import { ReadHistory } from './read-history';
import { ReadLog } from './read-log';

export const recordOf = (n: number): string => `01939f6e-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const readOf = (n: number, parts: Partial<ReadLine> = {}): ReadLine => ({
  name: 'read-note',
  actor: 'inspector-1',
  zone: 'demo',
  processingActivity: 'wijk.read-note',
  subject: recordOf(n),
  subjectType: 'note',
  recordCategory: 'H1',
  rule: 'own-note',
  decision: 'shown',
  reason: 'wijk.read-note',
  legalBasis: 'wpa-44-1',
  ...parts,
});

const clock = { now: () => '2026-01-12T09:30:00.000Z' };

/** One service's read log with what answers from it. */
export class Logged {
  readonly lines = new SlowCollection();
  readonly blocks = new KeptBlocks();
  readonly log: ReadLog;
  readonly history: ReadHistory;

  constructor(readonly service = 'wijk') {
    const keys = readLogKeys(`sealing key of ${service}`);
    this.log = new ReadLog(this.lines, { service, clock, subjectKey: keys.subjectKey });
    this.history = new ReadHistory(this.lines, this.blocks, { service, clock, keys });
  }

  question = (...ns: number[]) => ({ zone: 'demo', recordIds: ns.map(recordOf), subjectTypes: ['note', 'read-log'] });

  async proofOf(...ns: number[]) {
    const question = this.question(...ns);
    return this.history.prove(question, await this.history.about(question));
  }

  /** As one who may write in the database would. */
  rewrite(seq: number, change: (line: ChainedLine) => ChainedLine): void {
    this.lines.stored.set(seq, change(this.lines.stored.get(seq) as ChainedLine));
  }
}
