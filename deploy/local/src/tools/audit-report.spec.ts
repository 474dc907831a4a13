import { describe, expect, it } from '@jest/globals';
import { type ChainedLine, genesis, ReadLog } from '@spil/audit';
import { reportLine, verifyLogs } from './audit-report';

const readLogOf = async (service: string, reads: number): Promise<ChainedLine[]> => {
  const kept: ChainedLine[] = [];
  const collection = {
    insertMany: (lines: ChainedLine[]) => Promise.resolve(kept.push(...lines)),
    find: () => ({ toArray: () => Promise.resolve([]) }),
    estimatedDocumentCount: () => Promise.resolve(kept.length),
  };
  const log = new ReadLog(collection, {
    service,
    clock: { now: () => '2026-01-12T09:30:00.000Z' },
    subjectKey: 'a-key-of-sixteen-letters',
  });
  const line = {
    name: 'read-note',
    actor: 'a',
    zone: 'demo',
    processingActivity: 'p',
    subject: 's',
    subjectType: 'note',
    recordCategory: 'c',
  };
  await log.record(
    Array.from({ length: reads }, () => ({ ...line, rule: 'R1', decision: 'shown' as const, reason: 'r', legalBasis: 'l' })),
  );
  return kept;
};

describe('audit verify', () => {
  it('names the broken record of one service and still checks the others', async () => {
    const wijk = await readLogOf('wijk', 3);
    const altered = (await readLogOf('intervention', 4)).map((line) => (line._id === 3 ? { ...line, actor: 'someone-else' } : line));
    async function* refused(): AsyncGenerator<ChainedLine> {
      throw Object.assign(new Error('no access'), { name: 'MongoServerError' });
    }
    const findings = await verifyLogs([
      { service: 'wijk', lines: wijk, seen: undefined },
      { service: 'intervention', lines: altered, seen: undefined },
      { service: 'mediation', lines: refused(), seen: undefined },
      { service: 'environment', lines: [], seen: { seq: 2, hash: 'x' } },
    ]);
    expect(findings.map(({ ok }) => ok)).toEqual([true, false, false, false]);
    const [good, broken, unreadable, emptied] = findings.map(reportLine);
    expect(good).toContain('intact: 3 records');
    expect(broken).toContain('BROKEN at record 3: this record is not as it was written (2 records before it are intact)');
    expect(unreadable).toContain('cannot be read (MongoServerError)');
    expect(emptied).toContain('BROKEN at record 1: the log ends here');
  });

  it('takes an empty log for intact', async () => {
    expect(await verifyLogs([{ service: 'wijk', lines: [], seen: undefined }])).toEqual([
      { service: 'wijk', ok: true, count: 0, head: genesis('wijk') },
    ]);
  });
});
