import { DeliverPolicy, jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';

/** ms without a message after which a stream that should have more is given up: what is counted there cannot be read. */
const SILENT_MS = 3_000;

export interface ReadOptions {
  /** Only what was stored since. */
  since?: Date | undefined;
}

/**
 * Every message of a stream that can be read, in its order; needs the provisioner's rights. What the broker counts and cannot
 * give (a damaged block) is passed over, not waited for.
 */
export async function* readStream(admin: NatsConnection, stream: string, { since }: ReadOptions = {}): AsyncGenerator<JsMsg> {
  const from = since
    ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since.toISOString() }
    : { deliver_policy: DeliverPolicy.All };
  const consumer = await jetstream(admin).consumers.get(stream, from);
  let left = (await consumer.info(true)).num_pending;
  if (left === 0) return void (await consumer.delete());
  const messages = await consumer.consume({ max_messages: 500, idle_heartbeat: 1_000 });
  let timer: NodeJS.Timeout | undefined;
  const patience = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => messages.stop(), SILENT_MS);
  };
  patience();
  try {
    for await (const message of messages) {
      patience();
      yield message;
      left--;
      if (left <= 0 || message.info.pending === 0) break;
    }
  } finally {
    clearTimeout(timer);
    messages.stop();
    await consumer.delete();
  }
}
