import { randomBytes, randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/transport-node';
import {
  assignmentFrame,
  briefing,
  cloudEvent,
  feedSubject,
  localSettings,
  natsConfig,
  topology,
  type FrameContract,
  type ServiceName,
} from '@spil/contracts';
import { connectBus, ProducerAuth, provision, WindowPublisher, type OutgoingMessage } from '@spil/messaging';
import { Sealer } from '@spil/mongo';
import { benchEnvironment, benchSecrets, type BenchSecrets } from '@spil/service-bench';
import { freePort, startMongo, startNats } from '@spil/testing';
import type { Bench } from '../bench';
import { databaseFlush, flushOf, pinned } from '../machine';
import { talkTo, type Talking } from '../processes';
import { audience, startIssuer, type Issuer } from './issuer';

const zone = 'demo';
const zones = [{ zone, teams: ['noord'] }];
const crew = { audience: 'crew-noord' };

/** The suite's own gateway as a process, on a broker with the generated permissions; crews made up, intervention played by the bench. */
export class GatewayWorld {
  readonly gateway: Talking;
  readonly url: string;
  readonly stop: () => Promise<void>;

  private constructor(
    private readonly parts: {
      gateway: Talking;
      url: string;
      stop: () => Promise<void>;
      issuer: Issuer;
      publisher: WindowPublisher;
      sealer: Sealer;
    },
  ) {
    ({ gateway: this.gateway, url: this.url, stop: this.stop } = parts);
  }

  /** Starts it with `people` crew members on duty; `nodeArgs` for its process. */
  static async start(bench: Bench, people: number, nodeArgs: readonly string[] = []): Promise<GatewayWorld> {
    const secrets = await benchSecrets();
    const config = (at: { port: number; storeDir: string }): string =>
      natsConfig({ ...localSettings(at.storeDir, at.port), syncInterval: '2m' }, zones, secrets.passwords);
    const [nats, mongo, issuer] = await Promise.all([startNats({ config }), startMongo(), startIssuer()]);
    bench.serves(nats.title, flushOf(config({ port: 0, storeDir: '' })));
    bench.serves(mongo.title, databaseFlush);
    const pin = await pinned(nats.pid);
    const buses = await Promise.all(
      (['provisioner', 'information-sharing', 'intervention'] as const).map((service) =>
        connectBus({ servers: nats.url, user: service, pass: secrets.passwords[service], service }),
      ),
    );
    const [admin, sharing, intervention] = buses as [NatsConnection, NatsConnection, NatsConnection];
    await provision(admin, topology(zones), { maxBytes: 512 * 1024 ** 2 });
    await assign(publisherOf('information-sharing', sharing, secrets), people);
    const port = await freePort();
    const environment = { ...process.env, ...gatewayEnvironment(secrets, { nats: nats.url, mongo: mongo.uri, issuer, port }) };
    const gateway = talkTo(pin, [...nodeArgs, await bench.program('services/gateway/src/main.ts')], environment);
    const url = `http://127.0.0.1:${port}`;
    const stop = bench.atEnd(async () => {
      gateway.child.kill('SIGTERM');
      await gateway.ended;
      for (const bus of buses) await bus.close();
      await Promise.all([nats.stop(), mongo.stop(), issuer.stop()]);
    });
    await ready(`${url}/readyz`, gateway);
    const sealer = new Sealer('intervention', secrets.sealKeys);
    return new GatewayWorld({ gateway, url, stop, issuer, publisher: publisherOf('intervention', intervention, secrets), sealer });
  }

  tokens(people: number): Promise<string[]> {
    return Promise.all(Array.from({ length: people }, (_, i) => this.parts.issuer.token(personOf(i), ['crew'], zone)));
  }

  /** Stores frame number `n` as intervention would. */
  async frame(n: number): Promise<void> {
    await this.parts.publisher.publish(this.message(n));
  }

  /** Stores many at once. */
  async frames(from: number, count: number): Promise<void> {
    for (let done = 0; done < count; done += 2_000) {
      const some = Array.from({ length: Math.min(2_000, count - done) }, (_, i) => this.message(from + done + i));
      const outcomes = await this.parts.publisher.publishBatch(some);
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (refused && !refused.ok) throw new Error(`frames were refused: ${refused.code}`);
    }
  }

  private message(n: number): OutgoingMessage {
    const itemId = idOf(n);
    const { sealed: _, ...facts } = briefing.sample;
    const sealed = this.parts.sealer.seal({ headline: `n${n}` }, ['gateway'], itemId);
    const data = { ...facts, itemId, observedAt: new Date().toISOString(), sealed };
    const stamp = { id: randomUUID(), zone, aggregate: { kind: 'briefing', id: itemId }, sequence: 1, at: new Date().toISOString() };
    const subject = feedSubject(briefing as unknown as FrameContract, zone, { ...crew, aggregateId: itemId });
    return { subject, id: stamp.id, body: Buffer.from(JSON.stringify(cloudEvent(briefing, stamp, data))) };
  }
}

/** What a crew sees of frame `n`: the peers send these very bytes. */
export const visible = (n: number): Buffer => {
  const { sealed: _, ...facts } = briefing.sample;
  return Buffer.from(JSON.stringify({ ...facts, itemId: idOf(n), headline: `n${n}` }));
};

const idOf = (n: number): string => `01939f6e-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const personOf = (i: number): string => `crew-${i}`;

const publisherOf = (
  service: 'intervention' | 'information-sharing',
  bus: NatsConnection,
  { producerKeys }: BenchSecrets,
): WindowPublisher =>
  new WindowPublisher(bus, { auth: new ProducerAuth({ own: { service, key: producerKeys[service] as string }, listeningTo: {} }) });

async function assign(publisher: WindowPublisher, people: number): Promise<void> {
  const messages = Array.from({ length: people }, (_, i): OutgoingMessage => {
    const assignmentId = idOf(1_000_000 + i);
    const state = { ...assignmentFrame.sample, assignmentId, personId: personOf(i), from: '2026-01-01T00:00:00.000Z', version: 1 };
    const stamp = {
      id: randomUUID(),
      zone,
      aggregate: { kind: 'assignment', id: assignmentId },
      sequence: 1,
      at: new Date().toISOString(),
    };
    const to = { audience: 'gateway', aggregateId: assignmentId, last: assignmentId };
    const subject = feedSubject(assignmentFrame as unknown as FrameContract, zone, to);
    return { subject, id: stamp.id, body: Buffer.from(JSON.stringify(cloudEvent(assignmentFrame, stamp, state))) };
  });
  const outcomes = await publisher.publishBatch(messages);
  if (outcomes.some(({ ok }) => !ok)) throw new Error('assignments were refused');
}

function gatewayEnvironment(
  secrets: BenchSecrets,
  { nats, mongo, issuer, port }: { nats: string; mongo: string; issuer: Issuer; port: number },
): Record<string, string> {
  const { d, x } = secrets.callerKey;
  return {
    ...benchEnvironment('gateway' satisfies ServiceName, { nats, mongo, zones }, secrets),
    HTTP_PORT: String(port),
    CALLER_PRIVATE_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d, x }),
    OIDC_ISSUER: issuer.url,
    OIDC_JWKS_URL: issuer.jwksUrl,
    OIDC_AUDIENCE: audience,
    FEED_CURSOR_KEY: randomBytes(32).toString('base64'),
    // A thousand people of one zone come back within a second.
    RATE_ZONE: '100000',
    RATE_PUBLIC: '100000',
  };
}

async function ready(url: string, gateway: Talking): Promise<void> {
  let over = false;
  void gateway.ended.then(() => (over = true));
  for (const end = Date.now() + 30_000; Date.now() < end && !over; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
  }
  await gateway.line(() => undefined);
  throw new Error('the gateway did not become ready');
}
