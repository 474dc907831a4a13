import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Double, Int32, Long } from 'bson';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { freshFolder, startFixture, type Fixture } from './testing/in-process';

/*
 * The same operations on the embedded store and on another server, where one is there: `secantusd-rs`
 * (SPIL_SECANTUSD or the PATH) and `mongod` (the PATH). Not there = said aloud, not silently green.
 */
type Doc = Record<string, unknown>;
interface Row {
  _id: number;
  [field: string]: unknown;
}
type Rows = mongoose.mongo.Collection<Row>;

const found = (program: string): string | undefined =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim() || undefined;
const PEERS = [
  {
    name: 'secantusd-rs',
    program: process.env['SPIL_SECANTUSD'] ?? found('secantusd-rs'),
    args: (port: number, dir: string) => ['--port', String(port), '--storage-path', dir, '--standalone', '--log-file-max', '16MB'],
  },
  {
    name: 'mongod',
    program: found('mongod'),
    args: (port: number, dir: string) => ['--port', String(port), '--dbpath', dir, '--bind_ip', '127.0.0.1'],
  },
];

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 4 }),
  fc.constantFrom('', 'a', 'b', 'ab'),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(0.5, -0.5),
  fc.constantFrom(new Double(1), Long.fromNumber(2), new Int32(3)),
  fc.integer({ min: 0, max: 2 }).map((n) => new Date(n * 1000)),
);
const value = fc.oneof({ weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
// An empty list inside a list counts as undefined when MongoDB sorts; SecantusDB leaves it out. Not compared.
const inner = value.filter((v) => !Array.isArray(v) || v.length > 0);
const part = fc.record({ x: inner, y: scalar }, { requiredKeys: [] });
const document = fc.record({ a: value, b: scalar, n: fc.oneof(part, fc.array(part, { maxLength: 3 })) }, { requiredKeys: [] });
const present = scalar.filter((v) => v !== null && typeof v !== 'boolean');
const condition = fc.oneof(
  scalar,
  fc.record({ $gt: present }),
  fc.record({ $lte: present }),
  fc.record({ $in: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $nin: fc.array(scalar, { maxLength: 2 }) }),
  fc.record({ $exists: fc.boolean() }),
  fc.record({ $type: fc.constantFrom('string', 'int', 'double', 'array', 'number', 'null') }),
  fc.record({ $size: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ $not: fc.record({ $gt: present }) }),
);
const fields = fc.record({ a: condition, b: condition, 'n.x': condition, 'n.y': condition }, { requiredKeys: [] });
const filter = fc.oneof(
  fields,
  fc.record({ n: fc.record({ $elemMatch: fc.record({ y: condition }) }) }),
  fc.tuple(fields, fields).map((both) => ({ $or: both })),
  fc.tuple(fields, fields).map((both) => ({ $nor: both })),
);
const update = fc.oneof(
  fc.record({ $set: fc.record({ a: value }) }),
  fc.record({ $set: fc.record({ 'n.z': scalar }) }),
  fc.record({ $inc: fc.record({ b: fc.constantFrom<unknown>(1, 0.5, Long.fromNumber(1)) }) }),
  fc.record({ $mul: fc.record({ b: fc.constantFrom<unknown>(2, 0.5) }) }),
  fc.record({ $min: fc.record({ b: scalar }) }),
  fc.record({ $max: fc.record({ b: scalar }) }),
  fc.record({ $unset: fc.constantFrom<Doc>({ a: '' }, { 'n.x': '' }) }),
  fc.record({ $push: fc.record({ a: scalar }) }),
  fc.record({ $push: fc.record({ a: fc.record({ $each: fc.array(scalar, { maxLength: 2 }), $slice: fc.integer({ min: -2, max: 2 }) }) }) }),
  fc.record({ $addToSet: fc.record({ a: scalar }) }),
  fc.record({ $pull: fc.record({ a: scalar }) }),
  fc.record({ $pop: fc.record({ a: fc.constantFrom(1, -1) }) }),
  fc.record({ $rename: fc.constant({ b: 'c' }) }),
);
const sort = fc.constantFrom<Record<string, 1 | -1>>(
  { a: 1, _id: 1 },
  { a: -1, _id: 1 },
  { b: 1, _id: -1 },
  { 'n.x': 1, _id: 1 },
  { 'n.y': -1, _id: 1 },
);

const exact = (docs: unknown): string => mongoose.mongo.BSON.EJSON.stringify(docs as Doc, { relaxed: false });

describe.each(PEERS)('the embedded store and $name answer alike', (peer) => {
  let ours: Fixture;
  let other: mongoose.mongo.MongoClient | undefined;
  let child: ChildProcess | undefined;
  const dir = freshFolder();
  const compared = peer.program ? it : it.skip;

  beforeAll(async () => {
    if (!peer.program) return console.warn(`SKIPPED: no ${peer.name} here, so nothing was compared with it`);
    ours = await startFixture();
    const port = await freePort();
    child = spawn(peer.program, peer.args(port, dir), { stdio: 'ignore' });
    await listening(port);
    other = await new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}`, {
      retryWrites: false,
      serverSelectionTimeoutMS: 15_000,
    }).connect();
    await other.db('d').command({ ping: 1 });
  }, 30_000);
  afterAll(async () => {
    await other?.close();
    await ours?.stop();
    child?.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  const both = (): Rows[] => (other ? [ours.client, other].map((c) => c.db('d').collection<Row>('rows')) : []);
  const filled = async (documents: Doc[]): Promise<Rows[]> => {
    const collections = both();
    for (const c of collections) {
      await c.deleteMany({});
      if (documents.length > 0) await c.insertMany(documents.map((doc, _id) => ({ _id, ...doc })));
    }
    return collections;
  };
  const compare = async (collections: Rows[], ask: (c: Rows) => Promise<unknown>, what: unknown): Promise<void> => {
    const [mine, theirs] = await Promise.all(
      collections.map((c) =>
        ask(c).then(
          (answer) => answer,
          (error: unknown) => ({ code: (error as { code?: unknown }).code }),
        ),
      ),
    );
    expect({ what: exact(what), answer: exact(mine) }).toEqual({ what: exact(what), answer: exact(theirs) });
  };

  compared(
    'finds and sorts',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(document, { maxLength: 12 }),
          fc.array(filter, { minLength: 6, maxLength: 6 }),
          sort,
          async (documents, filters, s) => {
            const collections = await filled(documents);
            for (const f of filters)
              await compare(collections, (c) => c.find(f, { promoteValues: false }).sort({ _id: 1 }).toArray(), { documents, f });
            await compare(collections, (c) => c.find({}).sort(s).project({ _id: 1 }).toArray(), { documents, s });
          },
        ),
        { numRuns: 60 },
      );
    },
    180_000,
  );

  compared(
    'updates, with the same types and the same refusals',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(document, { minLength: 1, maxLength: 4 }),
          fc.array(update, { minLength: 3, maxLength: 6 }),
          async (documents, updates) => {
            const collections = await filled(documents);
            for (const u of updates)
              for (const _id of documents.keys()) {
                await compare(collections, (c) => c.updateOne({ _id }, u as Doc).then((r) => [r.matchedCount, r.modifiedCount]), {
                  doc: documents[_id],
                  updates,
                  u,
                });
                await compare(collections, (c) => c.find({ _id }, { promoteValues: false }).toArray(), { doc: documents[_id], updates, u });
              }
          },
        ),
        { numRuns: 60 },
      );
    },
    180_000,
  );
});

/** Waits until someone answers on a port. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
