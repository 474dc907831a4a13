import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientNats, EventPattern, Payload, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Signal } from './contract';
import { windowed, type Contender } from './plan';

let saw: (n: number) => void = () => undefined;

@Controller()
class Signals {
  @EventPattern('bench.signal')
  on(@Payload() event: Signal): void {
    saw(event.data?.n ?? -1);
  }
}
class Root {}
Module({ controllers: [Signals] })(Root);

/** Nest's NATS transport. Nothing is stored or acknowledged; the window is how many emits are under way. */
export async function nestCoreContender(url: string, consumes: boolean): Promise<Contender> {
  const options = { servers: url, queue: 'bench' };
  const app = consumes ? await NestFactory.createMicroservice(Root, { transport: Transport.NATS, options, logger: false }) : undefined;
  await app?.listen();
  const client = new ClientNats({ servers: url });
  await client.connect();
  return {
    listen: (to) => void (saw = to),
    async publish({ count, window, event }) {
      await windowed(count, window, (n) => lastValueFrom(client.emit('bench.signal', event(n)), { defaultValue: undefined }));
      return 0;
    },
    flush: () => client.unwrap<{ flush(): Promise<void> }>().flush(),
    async close() {
      await app?.close();
      await client.close();
    },
  };
}
