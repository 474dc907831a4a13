import { type ChainedLine, type Head, linesPerBlock, verifyChain, type Verified } from '@spil/audit';

/** The read log of one service as the tool reads it. */
export interface LogOf {
  service: string;
  lines: AsyncIterable<ChainedLine> | Iterable<ChainedLine>;
  /** Roots that the log keeps of its full blocks, by block; asked before its lines. */
  roots?: () => Promise<ReadonlyMap<number, string>>;
  /** The head found at the last good verification; kept outside the database. */
  seen: Head | undefined;
}
/** What was found, or that the log could not be read (which is not "intact"). */
export type Finding = { service: string } & (Verified | { ok: false; unreadable: string });

const meanings = {
  missing: 'a record is missing, repeated or out of order here',
  altered: 'this record is not as it was written',
  link: 'this record does not follow from the one before it',
  foreign: 'this record belongs to another service',
  rewritten: 'records from here on are others than those the log kept its root of',
  truncated: 'the log ends here, before a record that was seen earlier',
} as const;

/** Verifies each log; one that cannot be read is a finding, not an end. */
export const verifyLogs = async (logs: readonly LogOf[]): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { service, lines, seen, roots } of logs) {
    try {
      const kept = roots && { perBlock: linesPerBlock, of: await roots() };
      findings.push({ service, ...(await verifyChain(lines, { service, seen, roots: kept })) });
    } catch (error) {
      findings.push({ service, ok: false, unreadable: error instanceof Error ? error.name : 'error' });
    }
  }
  return findings;
};

/** One line per service, for people. */
export const reportLine = (finding: Finding): string => {
  const name = finding.service.padEnd(20);
  if (finding.ok) return `${name} intact: ${finding.count} records, head ${finding.head.hash.slice(0, 16)}`;
  if ('unreadable' in finding) return `${name} cannot be read (${finding.unreadable})`;
  return `${name} BROKEN at record ${finding.brokenAt}: ${meanings[finding.why]} (${finding.count} records before it are intact)`;
};
