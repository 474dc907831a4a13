import type { ChainedLine, Question, ReadHistory, ReadLine, ReadLog } from '@spil/audit';
import { mostLooks, type AnswerOf, type RequestOf, type whoReadWijk } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import type { Asked } from './request-handling';

export type WhoReadRequest = RequestOf<typeof whoReadWijk>;
export type WhoReadAnswer = AnswerOf<typeof whoReadWijk>;
export type RelatedRecord = WhoReadAnswer['related'][number];

/** Knows what was made of a record, and what it was made of. */
export interface RelatedRecords {
  relatedTo(zone: string, recordId: string): Promise<RelatedRecord[]>;
}

/** What it stands on; a platform fits. */
export interface WhoReadParts {
  readLog: Pick<ReadLog, 'record'>;
  readHistory: Pick<ReadHistory, 'about' | 'prove'>;
  clock: Clock;
}
export interface WhoReadOptions {
  /** What a record may be in this service's read log. */
  subjectTypes: readonly string[];
  related?: RelatedRecords;
}

/** As what looking at the log is logged: beside the reads themselves, and never as one of them. */
const asRecord = 'read-log';
const nothingRelated: RelatedRecords = { relatedTo: () => Promise.resolve([]) };

/**
 * Who read a record here, and why it was allowed (L07, L10). That somebody asks is logged first, in the record's own history; what is
 * proved are the reads.
 */
export class WhoRead {
  constructor(
    private readonly parts: WhoReadParts,
    private readonly options: WhoReadOptions,
  ) {}

  /** Rejects when the asking cannot be logged, or when a proof is asked of a log that is not as it was written; then nothing leaves. */
  async run({ request, caller, zone }: Asked<WhoReadRequest>): Promise<Result<WhoReadAnswer>> {
    const { readLog, readHistory, clock } = this.parts;
    const { related: known = nothingRelated } = this.options;
    const { recordId, also = [], before, proof } = request;
    const related = await known.relatedTo(zone, recordId);
    const recordIds = [...new Set([recordId, ...also, ...related.map((one) => one.recordId)])];
    await readLog.record(recordIds.map((id) => lineOf(caller, zone, id)));
    const question: Question = { zone, recordIds, subjectTypes: this.options.subjectTypes, before };
    const found = await readHistory.about(question);
    return ok({
      lines: found.lines.map(shown),
      more: found.more,
      ...(before === undefined ? { looks: await this.looksAt(question) } : {}),
      related,
      ...(proof ? { proof: (await readHistory.prove(question, found)) as NonNullable<WhoReadAnswer['proof']> } : {}),
      asOf: clock.now(),
    });
  }

  /** The newest looks, asked apart: among the reads, many of them would push the reads off the page and leave "nobody". */
  private async looksAt(question: Question): Promise<NonNullable<WhoReadAnswer['looks']>> {
    const { lines, more } = await this.parts.readHistory.about({ ...question, subjectTypes: [asRecord] });
    return { lines: lines.slice(0, mostLooks).map(shown), more: more || lines.length > mostLooks };
  }
}

const lineOf = (caller: Caller, zone: string, recordId: string): ReadLine => ({
  name: 'who-read',
  actor: caller.sub,
  zone,
  processingActivity: 'audit.who-read',
  subject: recordId,
  subjectType: asRecord,
  recordCategory: asRecord,
  rule: 'auditor',
  decision: 'shown',
  reason: caller.task ?? 'audit.who-read',
  legalBasis: 'wpa-44-1',
});

/** Codes only; what a subject is called in the log stays in its proof. */
const shown = ({ _id, endTime, name, ...line }: ChainedLine): WhoReadAnswer['lines'][number] => {
  const { actor, recordCategory, subjectType, decision, rule, reason, legalBasis, processingActivity, traceId } = line;
  const why = { decision, rule, reason, legalBasis, processingActivity };
  return { seq: _id, at: endTime, actor, action: name, recordCategory, subjectType, ...why, traceId };
};
