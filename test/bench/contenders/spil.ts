import 'reflect-metadata';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectBus, JetStreamStrategy, OnEvent, ProducerAuth, WindowPublisher } from '@spil/messaging';
import { signal, type Signal } from './contract';
import type { Contender, Source } from './plan';

/** Two of these fill the publisher's window; as many again wait, so that it never runs dry while a batch is made. */
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
    publish: (from) => publishAll(publisher, from),
    flush: () => connection.flush(),
    async close() {
      await app?.close();
      await publisher.drain();
      await connection.close();
    },
  };
}

/** Four batches given, of which the window lets two be under way: 256 messages, as with the peers. */
async function publishAll(publisher: WindowPublisher, { count, ready }: Source): Promise<number> {
  let next = 0;
  let acknowledged = 0;
  const feed = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + BATCH);
      const batch = Array.from({ length: next - from }, (_, i) => ({ ...ready(from + i), stream: 'EVENTS_WIJK' }));
      for (const outcome of await publisher.publishBatch(batch)) {
        if (outcome.ok && !outcome.duplicate && outcome.stream === 'EVENTS_WIJK') acknowledged++;
      }
    }
  };
  await Promise.all([feed(), feed(), feed(), feed()]);
  return acknowledged;
}
