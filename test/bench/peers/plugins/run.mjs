// The peer P in packages of its own: its client answers with the broker's acknowledgement, its server pushes to one handler at a time.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  NatsJetStreamClientProxy,
  NatsJetStreamRecordBuilder,
  NatsJetStreamServer,
  NatsJetStreamTransport,
} from '@nestjs-plugins/nestjs-nats-jetstream-transport';
import { lastValueFrom } from 'rxjs';
import { plan, play, saw, windowed } from '../measure.mjs';
import { signalOf } from '../signals.mjs';

const consumes = plan.mode !== 'publish';
const connections = [];
const connectionOptions = { servers: plan.url, name: 'bench', connectedHook: (nc) => connections.push(nc) };

class Signals {
  on(event, context) {
    saw(event.data.n);
    context.message.ack();
  }
}
Controller()(Signals);
EventPattern('events.wijk.*.bench-signal.*')(Signals.prototype, 'on', Object.getOwnPropertyDescriptor(Signals.prototype, 'on'));
Payload()(Signals.prototype, 'on', 0);
Ctx()(Signals.prototype, 'on', 1);

class Root {}
Module({ imports: [NatsJetStreamTransport.register({ connectionOptions })], controllers: [Signals] })(Root);

// As its own page sets a consumer up.
const consumerOptions = { deliverGroup: 'bench', durable: 'bench', deliverTo: 'bench', manualAck: true };
const strategy = new NatsJetStreamServer({ connectionOptions, consumerOptions });
const app = consumes
  ? await NestFactory.createMicroservice(Root, { strategy, logger: false })
  : await NestFactory.createApplicationContext(Root, { logger: false });
if (consumes) await app.listen();
const client = app.get(NatsJetStreamClientProxy);
await client.connect();

/** Over sixteen subjects, as the suite's parts are. */
const send = (run, n) => {
  const event = signalOf(run, n);
  const record = new NatsJetStreamRecordBuilder();
  record.setMsgId(event.id);
  record.appendHeader('Content-Type', 'application/cloudevents+json');
  record.setPayload(event);
  return lastValueFrom(client.emit(`events.wijk.zone1.bench-signal.${n % 16}`, record.build()));
};

await play({
  publish: (run, count) => windowed(count, (n) => send(run, n)),
  flush: () => Promise.all(connections.map((nc) => nc.flush())),
});
