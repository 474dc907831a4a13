import mongoose from 'mongoose';
import { ClosingConnection } from './closing-connection';
import type { Db } from './types';

export interface MongoOptions {
  uri: string;
  /** Database of this service; never another's. */
  db: string;
  /** Connections at most; requests above it wait. */
  maxPoolSize?: number;
  /** ms after which an absent server is reported. */
  selectionTimeout?: number;
}

const ownConnection: mongoose.ConnectOptions = { connectionType: ClosingConnection } as object;

/**
 * Opens the service's database. An acknowledged write is on the disk of a majority: write concern `majority` with journal is
 * set here and asserted: an address that asks for less (`journal=false`) is refused, not obeyed. Retried writes are off: not every server we run on has them, and a
 * repeat is harmless by construction.
 */
export async function connectMongo({ uri, db, maxPoolSize = 50, selectionTimeout = 2_000 }: MongoOptions): Promise<Db> {
  const connection = await mongoose
    .createConnection(uri, {
      dbName: db,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      retryWrites: false,
      retryReads: true,
      writeConcern: { w: 'majority', journal: true },
      maxPoolSize,
      waitQueueTimeoutMS: selectionTimeout,
      serverSelectionTimeoutMS: selectionTimeout,
      connectTimeoutMS: selectionTimeout,
      socketTimeoutMS: 15_000,
      heartbeatFrequencyMS: 1_000,
      minHeartbeatFrequencyMS: 500,
      ...ownConnection,
    })
    .asPromise();
  if (!connection.db) throw new Error('the database connection did not open');
  try {
    assertDurable(connection.db);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return connection.db;
}

/** Throws unless writes are acknowledged by a majority with journal and are not retried by the driver. */
export function assertDurable(db: Db): void {
  const { w, journal } = db.writeConcern ?? {};
  if (w !== 'majority' || journal !== true)
    throw new Error(`write concern is ${String(w)}, journal ${String(journal)}: refusing to lose writes`);
  if (db.client.options.retryWrites !== false) throw new Error('retryWrites is on: refusing, not every server supports it');
}

/** Closes the pool. */
export const closeMongo = (db: Db): Promise<void> => db.client.close();
