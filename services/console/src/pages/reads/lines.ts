import type { AnswerOf } from '../../api/routes';

export type ReadsAnswer = AnswerOf<'whoReadWijk'>;
export type Service = 'wijk' | 'information-sharing' | 'intervention' | 'gateway';
/** Where read logs are asked. The first knows what was made of a record, and is asked before the others. */
export const services = ['information-sharing', 'wijk', 'intervention', 'gateway'] as const satisfies readonly Service[];

/** The same question by the route of each service: they differ in nothing else. */
export const routeOf = {
  wijk: 'whoReadWijk',
  'information-sharing': 'whoReadInformationSharing',
  intervention: 'whoReadIntervention',
  gateway: 'whoReadGateway',
} as const;

export const requestOf = (recordId: string, also: readonly string[] = [], before?: number) => ({
  recordId,
  ...(also.length > 0 ? { also: [...also] } : {}),
  ...(before === undefined ? {} : { before }),
});

export type Line = ReadsAnswer['lines'][number] & { service: Service };

/** What one service told so far, newest first, and whether older lines are there. */
export interface Told {
  lines: readonly Line[];
  more: boolean;
}

/**
 * Where an account that is not at its end stops: the newest of the oldest lines of those that have more. Below it lines of theirs
 * would be missing between those of others.
 */
export const horizonOf = (told: readonly Told[]): string | undefined =>
  told
    .flatMap(({ lines, more }) => (more ? (lines.at(-1)?.at ?? []) : []))
    .sort()
    .at(-1);

/** Lines of several services together, newest first, down to the horizon. */
export function together(told: readonly Told[]): Line[] {
  const horizon = horizonOf(told) ?? '';
  const lines = told.flatMap((one) => one.lines.filter(({ at }) => at >= horizon));
  return lines.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.seq - a.seq));
}

/** Services are asked one after the other: within this time it is the same look. */
const sameLookMs = 5_000;

/** A look is logged by each service that is asked, once for each name of the record: of all they tell, each look once. */
export function lookedOnce(looks: readonly Line[]): Line[] {
  const last = new Map<string, number>();
  return looks.filter(({ actor, at }) => {
    const moment = Date.parse(at);
    const isNew = moment < (last.get(actor) ?? Infinity) - sameLookMs;
    if (isNew) last.set(actor, moment);
    return isNew;
  });
}

/** Who stands in a line: a person, the resident who holds a link, or Spil reading for itself. */
export const readerOf = ({ actor }: Pick<Line, 'actor'>): 'person' | 'resident' | 'spil' => {
  if (actor === 'resident') return 'resident';
  return actor.startsWith('service:') ? 'spil' : 'person';
};

/** What lines add up to. Who was refused saw nothing: counted apart, and no reader. */
export interface Tally {
  reads: number;
  people: number;
  byResident: boolean;
  bySpil: boolean;
  refused: number;
}

export function tallyOf(lines: readonly Pick<Line, 'actor' | 'decision'>[]): Tally {
  const seen = lines.filter(({ decision }) => decision !== 'denied');
  const readers = seen.map(readerOf);
  return {
    reads: seen.length,
    people: new Set(seen.filter((_, at) => readers[at] === 'person').map(({ actor }) => actor)).size,
    byResident: readers.includes('resident'),
    bySpil: readers.includes('spil'),
    refused: lines.length - seen.length,
  };
}
