import {
  type BlockCollection,
  ReadHistory,
  ReadLog,
  readLogBlocksCollection,
  readLogCollection,
  type ReadLogCollection,
  ReadLogKeyChanged,
  ReadLogWatch,
  readLogKeys,
} from '@spil/audit';
import type { ServiceName } from '@spil/contracts';
import type { Db } from '@spil/mongo';
import type { Logger } from '@spil/observability';
import { systemClock } from './time';

/** What is proved must not be rolled back after it: a kept root, and a signature, are for good. */
const settled = { readConcern: { level: 'majority' } } as const;

/**
 * The read log of a service, to write and to answer from. Its keys follow from the sealing key. Another key than before stops nobody's
 * work: it is whoever asks for the account that is told.
 */
export async function openReadLog(service: ServiceName, db: Db, sealKey: string): Promise<{ readLog: ReadLog; readHistory: ReadHistory }> {
  const keys = readLogKeys(sealKey);
  const lines = db.collection(readLogCollection) as unknown as ReadLogCollection;
  const proved = db.collection(readLogCollection, settled) as unknown as ReadLogCollection;
  const blocks = db.collection(readLogBlocksCollection, settled) as unknown as BlockCollection;
  const readHistory = new ReadHistory(proved, blocks, { service, clock: systemClock, keys });
  await readHistory.checkKey().catch((error: unknown) => {
    if (!(error instanceof ReadLogKeyChanged)) throw error;
  });
  return { readLog: new ReadLog(lines, { service, clock: systemClock, subjectKey: keys.subjectKey }), readHistory };
}

/** Has a service look at its own read log from now on, soon and then every so many minutes. */
export function watchReadLog(
  history: Pick<ReadHistory, 'check'>,
  { everyMinutes, soonMs }: { everyMinutes: number; soonMs?: number },
  log: Pick<Logger, 'error'>,
): ReadLogWatch {
  const onBroken = (sequence: number): void => log.error({ sequence }, 'the read log is not as it was written from this line on');
  const watch = new ReadLogWatch(history, { everyMs: everyMinutes * 60_000, ...(soonMs === undefined ? {} : { soonMs }), onBroken });
  watch.start();
  return watch;
}
