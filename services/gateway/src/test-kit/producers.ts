import { randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import { assignmentFrame, cloudEvent, feedSubject, topology, type DataOf, type FrameContract, type ServiceName } from '@spil/contracts';
import { connectBus, ProducerAuth, provision, WindowPublisher } from '@spil/messaging';
import { Sealer } from '@spil/mongo';
import { zones, type Keys } from './keys';

export type Assignment = DataOf<typeof assignmentFrame>;
const producing = ['wijk', 'intervention', 'information-sharing'] as const;

/** The services that feed the gateway, each with its own bus user and keys. */
export class Producers {
  readonly buses = new Map<ServiceName, NatsConnection>();
  readonly publishers = new Map<ServiceName, WindowPublisher>();

  private constructor(
    readonly admin: NatsConnection,
    private readonly keys: Keys,
  ) {}

  static async connect(url: string, keys: Keys): Promise<Producers> {
    const connectAs = (service: string, pass: string) => connectBus({ servers: url, user: service, pass, service });
    const producers = new Producers(await connectAs('provisioner', keys.passwords.provisioner), keys);
    await provision(producers.admin, topology(zones), { maxBytes: 64 * 1024 * 1024 });
    for (const service of producing) {
      const bus = await connectAs(service, keys.passwords[service]);
      const auth = new ProducerAuth({ own: { service, key: keys.producer[service] }, listeningTo: {} });
      producers.buses.set(service, bus);
      producers.publishers.set(service, new WindowPublisher(bus, { auth }));
    }
    return producers;
  }

  async store(contract: FrameContract, { zone = 'demo', audience }: { zone?: string; audience: string }, data: object, texts?: object) {
    const facts = data as Record<string, unknown>;
    const aggregateId = String(facts['itemId'] ?? facts['callId'] ?? facts['noteId'] ?? facts['unitId']);
    const body = texts ? { ...facts, sealed: this.sealer(contract.owner).seal(texts, ['gateway'], aggregateId) } : facts;
    await this.publish(contract, zone, { audience, aggregateId }, body);
  }

  async assign(some: Partial<Assignment>, zone: string): Promise<void> {
    const assignment = { ...assignmentFrame.sample, assignmentId: randomUUID(), from: '2026-01-01T00:00:00.000Z', version: 1, ...some };
    const { assignmentId } = assignment;
    const to = { audience: 'gateway', aggregateId: assignmentId, last: assignmentId };
    await this.publish(assignmentFrame as unknown as FrameContract, zone, to, assignment);
  }

  async close(): Promise<void> {
    for (const bus of [...this.buses.values(), this.admin]) await bus.close();
  }

  private async publish(contract: FrameContract, zone: string, to: Parameters<typeof feedSubject>[2], data: object): Promise<void> {
    const stamp = { id: eventId(), zone, aggregate: { kind: 'test', id: to.aggregateId }, sequence: 1, at: new Date().toISOString() };
    const event = cloudEvent(contract, stamp, data as never);
    const body = Buffer.from(JSON.stringify(event));
    await this.publishers.get(contract.owner)?.publish({ subject: feedSubject(contract, zone, to), id: event.id, body });
  }

  private sealer(owner: ServiceName): Sealer {
    return new Sealer(owner, { [owner]: this.keys.seal[owner], gateway: this.keys.seal.gateway });
  }
}

let counter = 0;
const eventId = (): string => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++counter).toString(16).padStart(12, '0')}`;
};
