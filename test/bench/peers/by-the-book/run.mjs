// Peer D, and O's two ways of relaying in the same chain: `node run.mjs PLAN` with role notes | routing | gateway, one process each.
// Our own code after the framework's own pages; nothing of the suite is in it.
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post, Sse, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientNats, EventPattern, Payload, Transport } from '@nestjs/microservices';
import { IsEnum, IsISO8601, IsLatitude, IsLongitude, IsString, MaxLength } from 'class-validator';
import mongoose from 'mongoose';
import { lastValueFrom, Subject } from 'rxjs';

const { role, variant = 'D', nats, mongo, port = 0 } = JSON.parse(process.argv[2]);
const POLL_MS = 1_000;
const BATCH = 500;
const decorate = (type, name, ...decorators) => {
  for (const each of decorators) each(type.prototype, name, Object.getOwnPropertyDescriptor(type.prototype, name));
};

class NoteDto {}
for (const [name, rules] of Object.entries({
  headline: [IsString(), MaxLength(140)],
  fact: [IsString(), MaxLength(4_000)],
  theme: [IsEnum(['drugs', 'noise', 'nuisance'])],
  lon: [IsLongitude()],
  lat: [IsLatitude()],
  observedAt: [IsISO8601()],
})) {
  for (const rule of rules) rule(NoteDto.prototype, name);
}

const facts = { headline: String, fact: String, theme: String, lon: Number, lat: Number, observedAt: Date };
const pending = {
  topic: String,
  payload: Object,
  sent: { type: Boolean, default: false, index: true },
  at: { type: Date, default: Date.now },
};

/** The outbox of the notes: rows beside the records, a relay that polls every second, publishes one by one and marks one by one. */
class Relay {
  constructor(Row, client) {
    Object.assign(this, { Row, client, woken: false, wake: () => {} });
  }
  async run() {
    for (;;) {
      this.woken = false;
      const rows = await this.Row.find({ sent: false }).sort({ at: 1 }).limit(BATCH);
      for (const row of rows) {
        await lastValueFrom(this.client.emit(row.topic, row.payload), { defaultValue: undefined });
        if (variant === 'D') {
          row.sent = true;
          await row.save();
        } else await this.Row.collection.updateOne({ _id: row._id }, { $set: { sent: true } });
      }
      if (rows.length === BATCH || this.woken) continue;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, POLL_MS);
        this.wake = () => (clearTimeout(timer), resolve());
      });
    }
  }
  notify() {
    this.woken = true;
    this.wake();
  }
}

async function database(name) {
  await mongoose.connect(mongo, { dbName: name, retryWrites: false, writeConcern: { w: 'majority', journal: true } });
}

async function emitter() {
  const client = new ClientNats({ servers: nats });
  await client.connect();
  return client;
}

async function notes() {
  await database('by_the_book_notes');
  const Note = mongoose.model('Note', new mongoose.Schema(facts, { timestamps: true }));
  const Row = mongoose.model('Outbox', new mongoose.Schema(pending));
  await Row.init();
  const relay = new Relay(Row, await emitter());
  class Notes {
    async create(dto) {
      const note = await new Note(dto).save();
      const row = { topic: 'note.recorded', payload: { id: String(note._id), ...dto } };
      if (variant === 'D') await new Row(row).save();
      else await Row.collection.insertOne({ ...row, sent: false, at: new Date() });
      if (variant === 'O-notify') relay.notify();
      return { id: String(note._id) };
    }
  }
  Reflect.defineMetadata('design:paramtypes', [NoteDto], Notes.prototype, 'create');
  Body()(Notes.prototype, 'create', 0);
  decorate(Notes, 'create', Post(), HttpCode(201));
  Controller('notes')(Notes);
  class Root {}
  Module({ controllers: [Notes] })(Root);
  const app = await NestFactory.create(Root, { logger: false });
  app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
  await app.listen(port, '127.0.0.1');
  void relay.run();
  return app.getUrl();
}

async function routing() {
  await database('by_the_book_routing');
  const Item = mongoose.model('Item', new mongoose.Schema({ noteId: String, audience: String, ...facts }, { timestamps: true }));
  await Item.init();
  const client = await emitter();
  class Routing {
    async on(note) {
      const { id: noteId, ...rest } = note;
      await new Item({ noteId, audience: 'crew', ...rest }).save();
      await lastValueFrom(client.emit('item.shared', { noteId, headline: rest.headline, lon: rest.lon, lat: rest.lat }), {
        defaultValue: undefined,
      });
    }
  }
  Payload()(Routing.prototype, 'on', 0);
  decorate(Routing, 'on', EventPattern('note.recorded'));
  Controller()(Routing);
  class Root {}
  Module({ controllers: [Routing] })(Root);
  const app = await NestFactory.createMicroservice(Root, {
    transport: Transport.NATS,
    options: { servers: nats, queue: 'routing' },
    logger: false,
  });
  await app.listen();
  return 'nats';
}

async function gateway() {
  const feed = new Subject();
  class Feed {
    on(item) {
      feed.next({ data: item });
    }
    open() {
      return feed.asObservable();
    }
  }
  Payload()(Feed.prototype, 'on', 0);
  decorate(Feed, 'on', EventPattern('item.shared'));
  decorate(Feed, 'open', Sse('feed'));
  Controller()(Feed);
  class Root {}
  Module({ controllers: [Feed] })(Root);
  const app = await NestFactory.create(Root, { logger: false });
  app.connectMicroservice({ transport: Transport.NATS, options: { servers: nats } });
  await app.startAllMicroservices();
  await app.listen(port, '127.0.0.1');
  return app.getUrl();
}

const url = await { notes, routing, gateway }[role]();
process.stdout.write(`${JSON.stringify({ url })}\n`);
