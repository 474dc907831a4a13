import 'reflect-metadata';
import { Controller, Inject, Module } from '@nestjs/common';
import { Ctx, Payload, type NatsContext } from '@nestjs/microservices';
import { env } from '@spil/config';
import { eventSubject, findReferenceContact, noteRecorded } from '@spil/contracts';
import { ok } from '@spil/domain-kit';
import { OnRequest } from '@spil/messaging';
import type { Platform } from '../platform';
import { RequestHandling } from '../request-handling';
import { standardConfig } from '../standard.config';
import { startService } from '../start-service';

// A service in a process of its own, to be stopped: it commits an event every few milliseconds and takes a second for an answer.
interface Clock {
  _id: string;
  n: number;
}
const ANSWER_MS = 1_000;

@Controller()
class Contacts {
  constructor(@Inject(RequestHandling) private readonly handling: RequestHandling) {}

  @OnRequest(findReferenceContact)
  find(@Payload() body: unknown, @Ctx() context: NatsContext) {
    return this.handling.answer(findReferenceContact, body, context, async () => {
      process.stdout.write('asked\n');
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
      return ok({ wijkName: 'Markt', municipality: 'Spilbeek' });
    });
  }
}

@Module({})
class ChildModule {}

function commits({ store, ids }: Platform): NodeJS.Timeout {
  const clocks = store<Clock>('clocks');
  const commit = (): void => {
    const event = { id: ids.next(), subject: eventSubject(noteRecorded, 'amow', 'a'), type: noteRecorded.type, body: '{}' };
    clocks.insert({ _id: ids.next(), n: 1 }, [event]).catch(() => undefined);
  };
  return setInterval(commit, 20);
}

await startService({
  name: 'wijk',
  config: env(standardConfig, { readme: 'libs/service-host' }),
  indexes: { clocks: { aggregate: true } },
  container: (platform) => ({ platform, timer: commits(platform) }),
  module: ({ platform }) => ({
    module: ChildModule,
    controllers: [Contacts],
    providers: [{ provide: RequestHandling, useValue: platform.handling }],
  }),
  stop: ({ timer }) => Promise.resolve(clearInterval(timer)),
});
process.stdout.write('ready\n');
