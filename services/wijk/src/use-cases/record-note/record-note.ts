import type { AnswerOf, RequestOf, recordNote } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import type { Moments } from '../../domain/moments';
import { draftNote, type IntelligenceNote } from '../../domain/note';
import { wijkOf } from '../../domain/place';
import type { Asked, Idempotency } from '../asked';
import type { PlaceRules, Seal, ZoneMaps } from '../ports';

export interface NewNotes {
  /** One write: the note and the fact that it was recorded. With a known key it answers the note made then and writes nothing. */
  add(note: IntelligenceNote, idempotency: Idempotency | undefined): Promise<IntelligenceNote>;
}

/** W09, W10: record what was learnt in a wijk. One database write; who else may know it is decided by information-sharing. */
export class RecordNote {
  constructor(
    private readonly notes: NewNotes,
    private readonly maps: ZoneMaps,
    private readonly sealer: Seal,
    private readonly moments: Moments & PlaceRules,
  ) {}

  async run({ request, caller, zone, idempotency }: Asked<RequestOf<typeof recordNote>>): Promise<Result<AnswerOf<typeof recordNote>>> {
    const wijk = wijkOf(await this.maps.of(zone), request.point, this.moments.toleranceMetres);
    const noteId = this.moments.next();
    const drafted = draftNote(request, { noteId, zone, authorId: caller.sub, now: this.moments.now(), wijk });
    if (!drafted.ok) return drafted;
    const { facts, texts } = drafted.value;
    const sealed = this.sealer.seal(texts, ['wijk', 'information-sharing'], noteId);
    const note = await this.notes.add({ ...facts, sealed, steps: [] }, idempotency);
    return ok({ noteId: note.noteId, wijkId: note.wijkId, wijkName: note.wijkName, recordedAt: note.recordedAt });
  }
}
