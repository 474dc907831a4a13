import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientNats, EventPattern, Payload, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Signal } from './contract';
import { windowed, type Contender, type Opening, type Source } from './plan';

let saw: (n: number) => void = () => undefined;
let work: (() => Promise<void>) | undefined;

@Controller()
class Signals {
  @EventPattern('bench.signal')
  on(@Payload() event: Signal): Promise<void> | void {
    const n = event.data?.n ?? -1;
    if (!work) return saw(n);
    return work().then(() => saw(n));
  }
}
class Root {}
Module({ controllers: [Signals] })(Root);

/** Nest's NATS transport. Nothing is stored or acknowledged; the window is how many emits are under way. */
export async function nestCoreContender({ url, consumes, work: handling }: Opening): Promise<Contender> {
  work = handling;
  const options = { servers: url, queue: 'bench' };
  const app = consumes ? await NestFactory.createMicroservice(Root, { transport: Transport.NATS, options, logger: false }) : undefined;
  await app?.listen();
  const client = new ClientNats({ servers: url });
  await client.connect();
  const send = ({ event }: Pick<Source, 'event'>, n: number): Promise<unknown> =>
    lastValueFrom(client.emit('bench.signal', event(n)), { defaultValue: undefined });
  return {
    listen: (to) => void (saw = to),
    send,
    async publish(from) {
      await windowed(from.count, from.window, (n) => send(from, n));
      return 0;
    },
    flush: () => client.unwrap<{ flush(): Promise<void> }>().flush(),
    async close() {
      await app?.close();
      await client.close();
    },
  };
}
