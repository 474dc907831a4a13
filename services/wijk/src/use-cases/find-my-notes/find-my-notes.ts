import type { AnswerOf, findMyNotes, NoteTexts, RequestOf } from '@spil/contracts';
import { ok, type Clock, type Result } from '@spil/domain-kit';
import { isRestricted, type IntelligenceNote } from '../../domain/note';
import type { Asked } from '../asked';
import type { MyNotes } from '../list-my-notes/list-my-notes';
import type { Reads, Seal } from '../ports';
import { readLineOf, summaryOf } from '../read-note/note-reads';

const MOST_HITS = 8;
/** How far back one looks: the texts are sealed, so each must be opened to be searched. */
const MOST_NOTES = 1_000;

/** Lower case without accents: "café" is found by "cafe". */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Words looked for in my own notes; hits that are personal or restricted are logged before they leave (L08). */
export class FindMyNotes {
  constructor(
    private readonly notes: MyNotes,
    private readonly reads: Reads,
    private readonly sealer: Seal,
    private readonly clock: Clock,
  ) {}

  async run({ request, caller, zone }: Asked<RequestOf<typeof findMyNotes>>): Promise<Result<AnswerOf<typeof findMyNotes>>> {
    const wanted = folded(request.text.trim());
    const asOf = this.clock.now();
    const hits: { note: IntelligenceNote; texts: NoteTexts }[] = [];
    for (const note of await this.notes.ofAuthor(zone, caller.sub, { limit: MOST_NOTES })) {
      const texts = this.sealer.open<NoteTexts>(note.sealed, note.noteId);
      const { headline, fact, assessment = '', placeDescription = '' } = texts;
      if ([headline, fact, assessment, placeDescription].some((text) => folded(text).includes(wanted))) hits.push({ note, texts });
      if (hits.length === MOST_HITS) break;
    }
    await this.reads.record(hits.filter(({ note }) => isRestricted(note)).map(({ note }) => readLineOf('find-my-notes', caller, note)));
    return ok({ notes: hits.map(({ note, texts }) => summaryOf(note, texts)), asOf });
  }
}
