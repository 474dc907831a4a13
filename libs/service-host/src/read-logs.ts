import {
  type BlockCollection,
  ReadHistory,
  ReadLog,
  readLogBlocksCollection,
  readLogCollection,
  type ReadLogCollection,
  readLogKeys,
} from '@spil/audit';
import type { ServiceName } from '@spil/contracts';
import type { Db } from '@spil/mongo';
import { systemClock } from './time';

/** The read log of a service, to write and to answer from. Its keys follow from the sealing key. */
export function openReadLog(service: ServiceName, db: Db, sealKey: string): { readLog: ReadLog; readHistory: ReadHistory } {
  const keys = readLogKeys(sealKey);
  const lines = db.collection(readLogCollection) as unknown as ReadLogCollection;
  const blocks = db.collection(readLogBlocksCollection) as unknown as BlockCollection;
  return {
    readLog: new ReadLog(lines, { service, clock: systemClock, subjectKey: keys.subjectKey }),
    readHistory: new ReadHistory(lines, blocks, { service, clock: systemClock, keys }),
  };
}
