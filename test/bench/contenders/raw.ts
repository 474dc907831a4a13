import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { Signal } from './contract';
import { windowed, type Contender, type Opening, type Source } from './plan';

/** The library itself. `tuned` is L2: no stack traces for promises, callback, 1,000 messages ahead. */
export async function rawContender({ url, consumes, work }: Opening, tuned: boolean): Promise<Contender> {
  const nc = await connect({ servers: url, ...(tuned && { noAsyncTraces: true }) });
  const js = jetstream(nc);
  let saw: (n: number) => void = () => undefined;
  const handle = (message: JsMsg): void => {
    const event = message.json<Signal>();
    saw(event.data?.n ?? -1);
    if (work) void work().then(() => message.ack());
    else message.ack();
  };
  const messages = consumes ? await consume(nc, tuned, handle) : undefined;
  const send = ({ ready }: Pick<Source, 'ready'>, n: number): Promise<unknown> => {
    const { subject, id, body } = ready(n);
    const fields = headers();
    fields.set('Content-Type', 'application/cloudevents+json');
    return js.publish(subject, body, { msgID: id, headers: fields });
  };
  return {
    listen: (to) => void (saw = to),
    send,
    publish: (from) => windowed(from.count, from.window, (n) => send(from, n)),
    flush: () => nc.flush(),
    async close() {
      await messages?.close();
      await nc.close();
    },
  };
}

async function consume(nc: NatsConnection, tuned: boolean, handle: (message: JsMsg) => void): Promise<ConsumerMessages> {
  const consumer = await jetstream(nc).consumers.get('EVENTS_WIJK', 'bench');
  if (tuned) return consumer.consume({ max_messages: 1_000, callback: handle });
  const messages = await consumer.consume();
  void (async () => {
    for await (const message of messages) handle(message);
  })();
  return messages;
}

/** Core NATS without any promise: the ceiling of the transport. */
export async function coreContender({ url, consumes }: Opening): Promise<Contender> {
  const nc = await connect({ servers: url, noAsyncTraces: true });
  let saw: (n: number) => void = () => undefined;
  if (consumes) nc.subscribe('events.wijk.>', { callback: (_error, message) => saw(message.json<Signal>().data?.n ?? -1) });
  const put = ({ ready }: Pick<Source, 'ready'>, n: number): void => {
    const { subject, body } = ready(n);
    nc.publish(subject, body);
  };
  return {
    listen: (to) => void (saw = to),
    send: (from, n) => Promise.resolve(put(from, n)),
    async publish(from) {
      for (let n = 0; n < from.count; n++) {
        put(from, n);
        // Nothing pushes back: without this everything would lie in this process's memory.
        if (n % from.window === from.window - 1) await nc.flush();
      }
      return 0;
    },
    flush: () => nc.flush(),
    close: () => nc.close(),
  };
}
