import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Theme } from '@spil/contracts';

/** A real report, as what somebody in a zone would have made of it. Texts are the source's categories, never its addresses. */
export interface Report {
  kind: 'note' | 'call' | 'nuisance';
  /** Key in the source: a second run sends the same requests and changes nothing. */
  key: string;
  theme: Theme;
  headline: string;
}

type Row = Record<string, string>;

/** Reads `nyc311…csv` (one day of police and sanitation reports) or `asb_….tab` (a year of anti-social behaviour). Throws for anything else. */
export function readReports(file: string): Report[] {
  const text = readFileSync(file, 'utf8');
  const [header = ''] = text.split('\n', 1);
  if (header.includes('Complaint Type')) return (parse(text, { columns: true, bom: true }) as Row[]).map(fromNewYork);
  if (header.startsWith('month\t')) return (parse(text, { columns: true, delimiter: '\t', quote: null }) as Row[]).map(fromPolice);
  throw new Error(`${file} is neither the nyc-311 nor the asb extract: its first line names other columns`);
}

const themes: [RegExp, Theme][] = [
  [/^Noise/, 'noise'],
  [/Parking|Driveway|Traffic/, 'traffic'],
  [/Derelict|Graffiti|Sweeping|Street/, 'publicDomain'],
  [/Drug/, 'drugs'],
  [/Dirty|Sanitation|Collection|Dumping|Litter|Recycl/, 'illegalDumping'],
];
const themeOf = (type: string): Theme => themes.find(([pattern]) => pattern.test(type))?.[1] ?? 'nuisance';

/** Sanitation → environmental nuisance; noise by phone → a call; every other → an inspector's note. */
function fromNewYork(row: Row): Report {
  const type = row['Complaint Type'] ?? '';
  const byPhone = row['Open Data Channel Type'] === 'PHONE';
  const kind = row['Agency'] === 'DSNY' ? 'nuisance' : byPhone && type.startsWith('Noise') ? 'call' : 'note';
  return {
    kind,
    key: `nyc-${row['Unique Key'] ?? ''}`,
    theme: themeOf(type),
    headline: `${type}: ${row['Descriptor'] ?? ''}`.slice(0, 140),
  };
}

let line = 0;
/** Many of these points are identical by the publisher's design: each row is an incident of its own. */
function fromPolice(row: Row): Report {
  line++;
  return {
    kind: 'note',
    key: `asb-${row['month'] ?? ''}-${line}`,
    theme: line % 10 === 0 ? 'vandalism' : 'nuisance',
    headline: 'Anti-social behaviour',
  };
}
