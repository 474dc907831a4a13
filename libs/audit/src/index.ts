export { ChainStore, readLogCollection, readLogIndexes } from './chain-store';
export type { ReadLogCollection } from './chain-store';
export { genesis, toLdv } from './line';
export type { ChainedLine, Decision, Head, ReadLine } from './line';
export { ReadLog, ReadLogUnavailable } from './read-log';
export type { ReadLogOptions } from './read-log';
export { verifyChain } from './verify';
export type { Broken, Verified, VerifyOptions } from './verify';
