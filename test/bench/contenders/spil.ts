import 'reflect-metadata';
import { devNull } from 'node:os';
import { Controller, Module, type INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { connectBus, JetStreamStrategy, OnEvent, ProducerAuth, WindowPublisher, type OutgoingMessage } from '@spil/messaging';
import { logTo, messagingTelemetry, startTelemetry, type Publishing, type Telemetry } from '@spil/observability';
import { deliveryTelemetry } from '@spil/service-host';
import pino from 'pino';
import { signal, type Ready, type Signal } from './contract';
import type { Contender, Opening, Peer, Source } from './plan';

/** Two of these fill the publisher's window; as many again wait, so that it never runs dry while a batch is made. */
const BATCH = 128;
const key = Buffer.alloc(32, 1).toString('base64url');
let saw: (n: number) => void = () => undefined;
let work: (() => Promise<void>) | undefined;
let log: Telemetry['log'] | undefined;

/** Without what the peers do not have: no signature, no schema. Only to see what these cost. */
const unsigned = { sign: () => '-', verify: () => true } as unknown as ProducerAuth;
const unchecked: typeof signal = { ...signal, validate: () => ({ ok: true }) };
const sampling: Partial<Record<Peer, number>> = { traced: 1, sampled: 0.1, logged: 0 };

function moduleOf(contract: typeof signal): object {
  @Controller()
  class Signals {
    @OnEvent(contract)
    on(event: Signal): Promise<void> | void {
      const n = event.data?.n ?? -1;
      log?.info({ event: event.id }, 'handled');
      if (!work) return saw(n);
      return work().then(() => saw(n));
    }
  }
  class Root {}
  Module({ controllers: [Signals] })(Root);
  return Root;
}

/** Ours, as a service runs it: every message signed, every signature, envelope and schema checked before the handler. */
export async function spilContender(peer: Peer, { url, consumes, work: handling, otlpUrl }: Opening): Promise<Contender> {
  work = handling;
  const bare = peer === 'bare';
  const telemetry = telemetryOf(peer, otlpUrl);
  if (peer === 'logged') log = telemetry?.log;
  const connection = await connectBus({ servers: url, service: 'wijk' });
  const auth = bare ? unsigned : new ProducerAuth({ own: { service: 'wijk', key }, listeningTo: {} });
  const publisher = new WindowPublisher(connection, { auth });
  let app: INestMicroservice | undefined;
  if (consumes) {
    const durables = [{ stream: 'EVENTS_WIJK', durable: 'bench' }];
    const spans = telemetry && peer !== 'logged' ? { telemetry: deliveryTelemetry(telemetry.log) } : {};
    const strategy = new JetStreamStrategy({ connection, service: 'intervention', durables, auth, publisher, ...spans });
    app = await NestFactory.createMicroservice(moduleOf(bare ? unchecked : signal), { strategy, logger: false });
    await app.listen();
  }
  const traced = telemetry !== undefined && peer !== 'logged';
  return {
    listen: (to) => void (saw = to),
    send: ({ ready }, n) => publisher.publish({ ...ready(n), stream: 'EVENTS_WIJK' }),
    publish: (from) => publishAll(publisher, from, traced),
    flush: () => connection.flush(),
    droppedSpans: () => telemetry?.droppedSpans ?? 0,
    async close() {
      await app?.close();
      await publisher.drain();
      await connection.close();
      await telemetry?.stop();
    },
  };
}

function telemetryOf(peer: Peer, otlpUrl: string | undefined): Telemetry | undefined {
  const share = sampling[peer];
  if (share === undefined) return undefined;
  if (peer === 'logged') {
    // As the suite writes its lines, but not to the output on which this process answers.
    const out = pino.destination({ dest: devNull, sync: false, minLength: 4096 });
    logTo((line) => void out.write(line));
  }
  return startTelemetry({ service: 'bench', version: '0', sampling: share, ...(peer === 'logged' || !otlpUrl ? {} : { otlpUrl }) });
}

/** Four batches given, of which the window lets two be under way: 256 messages, as with the peers. */
async function publishAll(publisher: WindowPublisher, { count, ready }: Source, traced: boolean): Promise<number> {
  let next = 0;
  let acknowledged = 0;
  const feed = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, from + BATCH);
      const made = Array.from({ length: next - from }, (_, i) => ready(from + i));
      const spans = traced ? made.map(publishing) : undefined;
      const batch = made.map((one, i): OutgoingMessage => ({ ...one, stream: 'EVENTS_WIJK', traceparent: spans?.[i]?.traceparent }));
      const outcomes = await publisher.publishBatch(batch);
      outcomes.forEach((outcome, i) => {
        spans?.[i]?.settled(outcome.ok ? 'acknowledged' : 'failed');
        if (outcome.ok && !outcome.duplicate && outcome.stream === 'EVENTS_WIJK') acknowledged++;
      });
    }
  };
  await Promise.all([feed(), feed(), feed(), feed()]);
  return acknowledged;
}

const publishing = ({ subject, id, body }: Ready): Publishing => messagingTelemetry.publishing({ subject, id, bytes: body.length });
