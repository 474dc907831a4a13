import { aggregate } from './aggregate';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections';
import type { Command } from './command';
import { count } from './count';
import { getMore, killCursors } from './cursor-commands';
import { remove } from './delete';
import { collStats, dbStats, getLog, getParameter, serverStatus } from './diagnostics';
import { distinct } from './distinct';
import { explain } from './explain';
import { find } from './find';
import { findAndModify } from './find-and-modify';
import { buildInfo, endSessions, hello, ping } from './handshake';
import { collMod, createIndexes, dropIndexes, listIndexes } from './indexes';
import { insert } from './insert';
import { connectionStatus, logout, saslContinue, saslStart } from './sign-in';
import { update } from './update';

/** Every command this server knows; any other is answered with code 59. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>(
  Object.entries({
    hello,
    isMaster: hello,
    ismaster: hello,
    buildInfo,
    buildinfo: buildInfo,
    ping,
    endSessions,
    killSessions: endSessions,
    saslStart,
    saslContinue,
    logout,
    connectionStatus,
    insert,
    update,
    delete: remove,
    findAndModify,
    findandmodify: findAndModify,
    find,
    getMore,
    killCursors,
    aggregate,
    count,
    distinct,
    explain,
    create,
    drop,
    dropDatabase,
    listCollections,
    listDatabases,
    createIndexes,
    dropIndexes,
    listIndexes,
    collMod,
    serverStatus,
    collStats,
    dbStats,
    getParameter,
    getLog,
  }),
);
