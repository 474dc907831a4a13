import { serviceNames } from '@spil/contracts';
import mongoose from 'mongoose';
import type { Choice } from '../bootstrap/types';
import { databaseOf } from './mongo';
import { Refused } from './refused';
import type { Secrets } from './secrets';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

const USER_EXISTS = 51003;
const NOT_ALLOWED = [13, 18, 33];
const codeOf = (error: unknown): number => (error as { code?: number }).code ?? 0;

const adminUri = (base: string, password: string): string => {
  const url = new URL(base);
  url.username = 'admin';
  url.password = password;
  url.searchParams.set('authSource', 'admin');
  return url.href;
};

const open = (uri: string): Promise<Client> => new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 }).connect();

/** A `mongod` of our own lets the first user be made without a password, from this machine only, and no second one. */
async function firstAdmin(base: string, password: string): Promise<void> {
  const client = await open(base);
  try {
    await client.db('admin').command({ createUser: 'admin', pwd: password, roles: ['root'] });
  } catch (error) {
    // Made at an earlier start.
    if (![USER_EXISTS, ...NOT_ALLOWED].includes(codeOf(error))) throw error;
  } finally {
    await client.close();
  }
}

async function putUsers(client: Client, passwords: Secrets['mongo']): Promise<void> {
  for (const service of serviceNames) {
    const db = client.db(databaseOf(service));
    const wish = { pwd: passwords[service], roles: [{ role: 'readWrite', db: databaseOf(service) }] };
    await db.command({ createUser: service, ...wish }).catch((error: unknown) => {
      if (codeOf(error) !== USER_EXISTS) throw error;
      return db.command({ updateUser: service, ...wish });
    });
  }
}

/** Gives every service a user that opens its own database and no other. The embedded store reads its users from a file instead. */
export async function makeMongoUsers(choice: Choice, base: string, passwords: Secrets['mongo']): Promise<void> {
  if (choice.kind === 'embedded') return;
  if (choice.kind === 'binary') await firstAdmin(base, passwords.admin);
  const client = await open(choice.kind === 'url' ? base : adminUri(base, passwords.admin));
  try {
    await putUsers(client, passwords);
  } catch (error) {
    if (!NOT_ALLOWED.includes(codeOf(error))) throw error;
    throw new Refused('The user in MONGODB_URI may not make users: give the address of an administrator (role userAdminAnyDatabase).');
  } finally {
    await client.close();
  }
}
