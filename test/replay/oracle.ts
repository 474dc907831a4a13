import type { Report } from './reports';

/** Who works where in the demo, as far as the policy asks. */
export interface Readers {
  crews: { personId: string; wijkIds: ReadonlySet<string> }[];
  investigators: { personId: string; themes: ReadonlySet<string> }[];
}

/**
 * Who must receive a report, and by this everybody else must not: written from the table of policy.md §3, without the
 * policy code. Replayed notes are H0: crews whose area has the wijk get the briefing, investigators the item of their theme.
 */
export function receivers(report: Report, wijkId: string, readers: Readers): string[] {
  if (report.kind === 'nuisance') return ['environment-1'];
  const crews = readers.crews.filter((crew) => crew.wijkIds.has(wijkId)).map((crew) => crew.personId);
  if (report.kind === 'call') return [...crews, 'dispatcher-1'];
  const investigators = readers.investigators.filter((one) => one.themes.has(report.theme)).map((one) => one.personId);
  return [...crews, ...investigators, ...(report.theme === 'illegalDumping' ? ['environment-1'] : [])];
}

/** Sets of ids expected and received by a reader, compared. */
export interface Tally {
  reader: string;
  expected: number;
  received: number;
  missing: string[];
  foreign: string[];
}

export function tally(expected: Map<string, Set<string>>, received: Map<string, Set<string>>): Tally[] {
  return [...new Set([...expected.keys(), ...received.keys()])].sort().map((reader) => {
    const should = expected.get(reader) ?? new Set<string>();
    const did = received.get(reader) ?? new Set<string>();
    return {
      reader,
      expected: should.size,
      received: did.size,
      missing: [...should].filter((id) => !did.has(id)),
      foreign: [...did].filter((id) => !should.has(id)),
    };
  });
}
export const exact = (rows: Tally[]): boolean => rows.every((row) => row.missing.length === 0 && row.foreign.length === 0);
