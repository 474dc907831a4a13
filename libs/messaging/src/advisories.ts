import { jetstream, jetstreamManager, type ConsumerMessages, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Topology } from '@spil/contracts';
import { advisoryConsumer, completed } from './dead-tools';
import { deadMessage, type DeadLetter } from './dead-letter';
import { originalSubject } from './admission';
import { WindowPublisher } from './window-publisher';

const STREAM = 'ADVISORIES';

interface MaxDeliveries {
  stream: string;
  consumer: string;
  stream_seq: number;
  deliveries: number;
  timestamp: string;
}

/**
 * Puts aside what the broker itself gave up delivering: a message whose handler killed its process on the last attempt has
 * nobody else to speak for it. Runs beside the provisioner, with its rights; services cannot read by place. Returns stop().
 */
export async function collectMaxDeliveries(admin: NatsConnection, topology: Pick<Topology, 'durables'>): Promise<() => Promise<void>> {
  const manager = await jetstreamManager(admin);
  await manager.consumers.add(STREAM, advisoryConsumer);
  const publisher = new WindowPublisher(admin);
  const owners = new Map(topology.durables.map(({ stream, durable, service }) => [`${stream} ${durable}`, service]));
  const consumer = await jetstream(admin).consumers.get(STREAM, advisoryConsumer.durable_name);
  const handle = async (message: JsMsg): Promise<void> => {
    try {
      const advisory = message.json<MaxDeliveries>();
      const service = owners.get(`${advisory.stream} ${advisory.consumer}`);
      if (service) await publisher.publish(deadMessage(await letterOf(manager, advisory, service), advisory.timestamp));
      message.ack();
    } catch {
      message.nak(1_000);
    }
  };
  const messages: ConsumerMessages = await consumer.consume({ callback: (message) => void handle(message) });
  return async () => {
    await messages.close();
    await publisher.drain();
  };
}

async function letterOf(manager: JetStreamManager, advisory: MaxDeliveries, service: string): Promise<DeadLetter> {
  const bare: DeadLetter = {
    service,
    reason: { kind: 'max-deliveries', attempts: advisory.deliveries },
    at: advisory.timestamp,
    stream: advisory.stream,
    seq: advisory.stream_seq,
    durable: advisory.consumer,
    deliveries: advisory.deliveries,
    subject: '',
    id: '',
  };
  const letter = await completed(manager, bare);
  return { ...letter, subject: originalSubject(letter.subject) };
}
