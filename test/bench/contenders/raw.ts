import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { Signal } from './contract';
import { windowed, type Contender } from './plan';

/** The library itself. `tuned` is L2: no stack traces for promises, callback, 1,000 messages ahead. */
export async function rawContender(url: string, consumes: boolean, tuned: boolean): Promise<Contender> {
  const nc = await connect({ servers: url, ...(tuned && { noAsyncTraces: true }) });
  const js = jetstream(nc);
  let saw: (n: number) => void = () => undefined;
  const handle = (message: JsMsg): void => {
    const event = message.json<Signal>();
    saw(event.data?.n ?? -1);
    message.ack();
  };
  const messages = consumes ? await consume(nc, tuned, handle) : undefined;
  return {
    listen: (to) => void (saw = to),
    publish: ({ count, window, ready }) =>
      windowed(count, window, (n) => {
        const { subject, id, body } = ready(n);
        const fields = headers();
        fields.set('Content-Type', 'application/cloudevents+json');
        return js.publish(subject, body, { msgID: id, headers: fields });
      }),
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
