import 'reflect-metadata';
import { Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NatsConnection } from '@nats-io/transport-node';
import { cloudEvent, defineEvent, eventSubject, type CloudEvent } from '@spil/contracts';
import { z } from 'zod';
import { connectBus } from '../connect';
import { ProducerAuth } from '../producer-auth';
import { provision, type ProvisionOptions } from '../provision';
import { JetStreamStrategy, type JetStreamOptions } from '../strategy';
import type { OutgoingMessage } from '../outgoing';
import { WindowPublisher } from '../window-publisher';

/** What the message path is tried with: one producer, one listener, one kind of event. */
export const tick = defineEvent('wijk.tick.v1', {
  summary: 'A tick, for tests',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'test',
  listeners: ['intervention'],
  schema: z.strictObject({ n: z.int() }),
  sample: { n: 1 },
});
export type Tick = CloudEvent<{ n: number }>;

const key = Buffer.alloc(32, 7).toString('base64url');
export const producer = new ProducerAuth({ own: { service: 'wijk', key }, listeningTo: {} });
const listener = new ProducerAuth({
  own: { service: 'intervention', key: Buffer.alloc(32, 9).toString('base64url') },
  listeningTo: { wijk: key },
});

export const plan = {
  streams: [
    { name: 'EVENTS_WIJK', subjects: ['events.wijk.>'], kind: 'events' as const, lastValueOnly: false },
    { name: 'DEAD', subjects: ['dead.>'], kind: 'dead' as const, lastValueOnly: false },
    { name: 'REPLAYS', subjects: ['replays.>'], kind: 'replays' as const, lastValueOnly: false },
    { name: 'ADVISORIES', subjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'], kind: 'advisories' as const, lastValueOnly: false },
  ],
  durables: [
    { stream: 'EVENTS_WIJK', durable: 'intervention', service: 'intervention' as const, filters: ['events.wijk.*.tick.*'] },
    { stream: 'REPLAYS', durable: 'intervention', service: 'intervention' as const, filters: ['replays.intervention.>'] },
  ],
};

let made = 0;
/** A UUIDv7-shaped id, new at every call. */
export const nextId = (): string => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
};

/** A tick of one aggregate, as its producer publishes it. */
export function tickMessage(aggregate: string, n: number, id = nextId()): OutgoingMessage {
  const event = cloudEvent(
    tick,
    { id, zone: 'zone1', aggregate: { kind: 'clock', id: aggregate }, sequence: n, at: '2026-01-01T00:00:00.000Z' },
    { n },
  );
  return { subject: eventSubject(tick, 'zone1', aggregate), id, body: Buffer.from(JSON.stringify(event)) };
}

/** A running listener: a Nest microservice with the strategy under test. */
export interface Listener {
  app: INestMicroservice;
  strategy: JetStreamStrategy;
  connection: NatsConnection;
  stop(): Promise<void>;
}

/** Starts a Nest microservice with this controller on the strategy. */
export async function listen(url: string, controller: Type, more: Partial<JetStreamOptions> = {}): Promise<Listener> {
  const connection = await connectBus({ servers: url, service: 'intervention' });
  const publisher = new WindowPublisher(connection, { auth: listener });
  const strategy = new JetStreamStrategy({
    connection,
    service: 'intervention',
    durables: plan.durables.map(({ stream, durable }) => ({ stream, durable })),
    auth: listener,
    publisher,
    ...more,
  });
  class Root {}
  Module({ controllers: [controller] })(Root);
  const app = await NestFactory.createMicroservice(Root, { strategy, logger: ['error'] });
  await app.listen();
  const stop = async (): Promise<void> => {
    await app.close();
    await publisher.drain();
    await connection.close();
  };
  return { app, strategy, connection, stop };
}

/** Streams and durables, a signed publisher and the connection they live on. */
export async function prepare(
  url: string,
  options: ProvisionOptions = {},
): Promise<{ admin: NatsConnection; publisher: WindowPublisher; stop(): Promise<void> }> {
  const admin = await connectBus({ servers: url, service: 'provisioner' });
  await provision(admin, plan, options);
  const publisher = new WindowPublisher(admin, { auth: producer });
  return {
    admin,
    publisher,
    async stop() {
      await publisher.drain();
      await admin.close();
    },
  };
}

/** Waits until `check` is true; fails with `what` after `ms`. */
export async function until(check: () => boolean | Promise<boolean>, what: string, ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
