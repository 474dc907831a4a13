import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startEmbeddedMongo, type EmbeddedMongo, type EmbeddedMongoOptions } from '../server';

/** A server in this process on a folder of its own, with one connected client. */
export interface Fixture {
  server: EmbeddedMongo;
  client: mongoose.mongo.MongoClient;
  dir: string;
  stop(): Promise<void>;
}

/** A folder that nothing else uses. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'spil-embedded-mongo-'));
}

/** Starts a server and connects the real MongoDB driver to it. */
export async function startFixture(options: Partial<EmbeddedMongoOptions> = {}, credentials = ''): Promise<Fixture> {
  const dir = freshFolder();
  const server = await startEmbeddedMongo({ dir, ...options });
  const client = await new mongoose.mongo.MongoClient(`mongodb://${credentials}127.0.0.1:${server.port}`, { retryWrites: false }).connect();
  const stop = async (): Promise<void> => {
    await client.close();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { server, client, dir, stop };
}
