import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topology } from '@spil/contracts';
import { closeMongo, connectMongo, ensureIndexes, type Collection, type Db, type Kept } from '@spil/mongo';
import { startMongo, type RunningMongo } from '@spil/testing';
import { knownIds } from './refill-streams';

const assignment = 'feeds.demo.gateway.assignment.0190a5c0-0000-7000-8000-000000000001';
const event = (id: string) => ({ id, subject: assignment, type: 'be.spil.gateway.assignment.v1', body: JSON.stringify({ id }) });

describe('what a refill leaves to the database', () => {
  let mongo: RunningMongo;
  let db: Db;

  beforeAll(async () => {
    mongo = await startMongo();
    db = await connectMongo({ uri: mongo.uri, db: `spil_known_${Date.now().toString(36)}` });
    await ensureIndexes(db, { assignments: { aggregate: true } });
  }, 60_000);
  afterAll(async () => {
    await db?.dropDatabase();
    if (db) await closeMongo(db);
    await mongo?.stop();
  });

  // The end of an assignment reached the old stream, and its publisher died before it noted that: it stands in the outbox still.
  // Carried over it would lie under the older state that is published again, and the gateway would read the older one.
  it('is all it published and all that still waits, also of streams that keep the last value only', async () => {
    const at = new Date();
    await (db.collection('assignments') as unknown as Collection<Kept & { _id: string }>).insertOne({
      _id: 'a1',
      version: 3,
      outbox: [event('ended')],
      outboxBytes: 100,
      pendingSince: at,
      sent: [
        { ...event('made'), at },
        { ...event('moved'), at },
      ],
      sentSince: at,
    });
    const known = await knownIds(db, 'information-sharing', topology([{ zone: 'demo', teams: ['noord'] }]));
    expect([...known].sort()).toEqual(['ended', 'made', 'moved']);
  });
});
