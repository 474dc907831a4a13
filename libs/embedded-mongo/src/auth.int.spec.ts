import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { startFixture, type Fixture } from './testing/in-process';

const { MongoClient } = mongoose.mongo;
const users = [
  { user: 'wijk', pwd: 'sécret,=1', db: 'spil_wijk' },
  { user: 'intervention', pwd: 'other', db: 'spil_intervention' },
  { user: 'admin', pwd: 'all', db: '*' },
];

let fixture: Fixture;
const clients: mongoose.mongo.MongoClient[] = [];
beforeAll(async () => {
  fixture = await startFixture({ users }, 'admin:all@');
});
afterAll(async () => {
  await Promise.all(clients.map((c) => c.close()));
  await fixture.stop();
});

function client(user?: string, pwd = '', authSource?: string): mongoose.mongo.MongoClient {
  const auth = user ? { auth: { username: user, password: pwd } } : {};
  const made = new MongoClient(fixture.server.uri, {
    ...auth,
    ...(authSource && { authSource }),
    serverSelectionTimeoutMS: 2000,
    retryWrites: false,
  });
  clients.push(made);
  return made;
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('users and rights', () => {
  it('lets a user into the own database, by its name or by admin as the source, and no other', async () => {
    for (const source of ['spil_wijk', 'admin']) {
      const wijk = client('wijk', 'sécret,=1', source);
      await wijk.db('spil_wijk').collection('notes').insertOne({ text: source });
      expect(await codeOf(wijk.db('spil_intervention').collection('briefings').findOne({}))).toBe(13);
      expect(await codeOf(wijk.db('spil_intervention').collection('briefings').insertOne({}))).toBe(13);
      expect(await codeOf(wijk.db('spil_intervention').dropDatabase())).toBe(13);
      expect(await codeOf(wijk.db('spil_intervention').command({ listCollections: 1 }))).toBe(13);
      expect(
        await codeOf(
          wijk
            .db('spil_wijk')
            .aggregate([{ $lookup: { from: { db: 'spil_intervention', coll: 'briefings' }, as: 'x', pipeline: [] } }])
            .toArray(),
        ),
      ).toBe(115);
    }
  });

  it('refuses who has not signed in, a wrong password and an unknown name', async () => {
    expect(await codeOf(client().db('spil_wijk').collection('notes').findOne({}))).toBe(13);
    expect(await codeOf(client().db('admin').command({ listDatabases: 1 }))).toBe(13);
    expect(await codeOf(client('wijk', 'wrong', 'admin').db('spil_wijk').command({ ping: 1 }))).toBe(18);
    expect(await codeOf(client('nobody', 'x', 'admin').db('spil_wijk').command({ ping: 1 }))).toBe(18);
  });

  it('shows a user only the own database, and everything to the administrator', async () => {
    await fixture.client.db('spil_intervention').collection('briefings').insertOne({});
    const names = async (c: mongoose.mongo.MongoClient): Promise<string[]> =>
      (await c.db('admin').admin().listDatabases()).databases.map((d) => d.name);
    expect(await names(client('wijk', 'sécret,=1', 'spil_wijk'))).toEqual(['spil_wijk']);
    expect(await names(fixture.client)).toEqual(['spil_intervention', 'spil_wijk']);
  });

  it('keeps a cursor to who opened it', async () => {
    const admin = fixture.client.db('spil_wijk').collection('many');
    await admin.insertMany(Array.from({ length: 10 }, (_, i) => ({ i })));
    const cursor = admin.find({}, { batchSize: 2 });
    await cursor.next();
    const wijk = client('wijk', 'sécret,=1', 'spil_wijk').db('spil_wijk');
    expect(await codeOf(wijk.command({ getMore: cursor.id, collection: 'many' }))).toBe(13);
    expect(await wijk.command({ killCursors: 'many', cursors: [cursor.id] })).toMatchObject({ cursorsKilled: [] });
    await cursor.close();
  });
});
