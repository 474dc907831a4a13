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

export type Line = ReadsAnswer['lines'][number] & { service: Service };

/** Somebody looking at who read a record is no reader of the record. */
export const isAsking = ({ subjectType }: Pick<Line, 'subjectType'>): boolean => subjectType === 'read-log';

/** Reads and looks at the log apart, both newest first, whatever service they are of. */
export function parted(lines: readonly Line[]): { reads: Line[]; looks: Line[] } {
  const sorted = [...lines].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.seq - a.seq));
  return { reads: sorted.filter((line) => !isAsking(line)), looks: lookedOnce(sorted.filter(isAsking)) };
}

/** A look is logged by each service that is asked, once for each name of the record: told as the service tells that was asked most. */
function lookedOnce(looks: readonly Line[]): Line[] {
  const each = services.map((service) => {
    const asked = new Set<string>();
    return looks.filter((line) => line.service === service && !asked.has(line.traceId) && asked.add(line.traceId));
  });
  return each.reduce((most, one) => (one.length > most.length ? one : most));
}
