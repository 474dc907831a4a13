import 'reflect-metadata';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectBus, JetStreamStrategy, OnEvent, ProducerAuth, WindowPublisher, type OutgoingMessage } from '@spil/messaging';
import { signal, signalOf, subjectOf, type Signal } from './contract';
import type { Contender } from './plan';

/** Two of these fill the window; as with the peers, a message is made when there is room for it. */
const BATCH = 128;
const key = Buffer.alloc(32, 1).toString('base64url');
let saw: (n: number) => void = () => undefined;

/** Without what the peers do not have: no signature, no schema. Only to see what these cost. */
const unsigned = { sign: () => '-', verify: () => true } as unknown as ProducerAuth;
const unchecked: typeof signal = { ...signal, validate: () => ({ ok: true }) };

function moduleOf(contract: typeof signal): object {
  @Controller()
  class Signals {
    @OnEvent(contract)
    on(event: Signal): void {
      saw(event.data?.n ?? -1);
    }
  }
  class Root {}
  Module({ controllers: [Signals] })(Root);
  return Root;
}

/** Ours, as a service runs it: every message signed, every signature, envelope and schema checked before the handler. */
export async function spilContender(url: string, consumes: boolean, bare: boolean): Promise<Contender> {
  const connection = await connectBus({ servers: url, service: 'wijk' });
  const auth = bare ? unsigned : new ProducerAuth({ own: { service: 'wijk', key }, listeningTo: {} });
  const publisher = new WindowPublisher(connection, { auth });
  let app: INestMicroservice | undefined;
  if (consumes) {
    const durables = [{ stream: 'EVENTS_WIJK', durable: 'bench' }];
    const strategy = new JetStreamStrategy({ connection, service: 'intervention', durables, auth, publisher });
    app = await NestFactory.createMicroservice(moduleOf(bare ? unchecked : signal), { strategy, logger: false });
    await app.listen();
  }
  return {
    listen: (to) => void (saw = to),
    publish: (run, count) => publishAll(publisher, run, count),
    flush: () => connection.flush(),
    async close() {
      await app?.close();
      await publisher.drain();
      await connection.close();
    },
  };
}

/** Two batches under way, so that the window never runs dry between them. */
async function publishAll(publisher: WindowPublisher, run: number, count: number): Promise<number> {
  let next = 0;
  let acknowledged = 0;
  const feed = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + BATCH);
      const outcomes = await publisher.publishBatch(batch(run, from, next));
      for (const outcome of outcomes) if (outcome.ok && !outcome.duplicate && outcome.stream === 'EVENTS_WIJK') acknowledged++;
    }
  };
  await Promise.all([feed(), feed()]);
  return acknowledged;
}

const batch = (run: number, from: number, to: number): OutgoingMessage[] =>
  Array.from({ length: to - from }, (_, i) => {
    const event = signalOf(run, from + i);
    return { subject: subjectOf(from + i), id: event.id, body: Buffer.from(JSON.stringify(event)), stream: 'EVENTS_WIJK' };
  });
