// The peers H and H+ (tuned) in packages of their own.
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { getJetStreamTransportToken, JetstreamClientModule, JetstreamServerModule } from '@horizon-republic/nestjs-jetstream';
import { lastValueFrom } from 'rxjs';
import { plan, play, saw, say } from '../measure.mjs';
import { signalOf } from '../signals.mjs';

const { url, mode, window } = plan;
const tuned = plan.contender === 'H+';
// Its own options are a name and servers; all that is given goes on to the NATS client.
const options = { name: 'bench', servers: [url], ...(tuned && { noAsyncTraces: true }) };

class Signals {
  on(event) {
    saw(event.data.n);
  }
}
Controller()(Signals);
EventPattern('bench.signal')(Signals.prototype, 'on', Object.getOwnPropertyDescriptor(Signals.prototype, 'on'));
Payload()(Signals.prototype, 'on', 0);

class Root {}
const consumes = mode !== 'publish';
const server = consumes ? [JetstreamServerModule.forRoot(options)] : [];
// When only publishing, nothing consumes; the stream is there already.
Module({ imports: [...server, JetstreamClientModule.forFeature(options)], controllers: consumes ? [Signals] : [] })(Root);

const app = await NestFactory.create(Root, { logger: false });
if (consumes) app.connectMicroservice(app.get(getJetStreamTransportToken('bench')), { inheritAppConfig: true });
await app.startAllMicroservices();
await app.init();
const client = app.get('bench');
const nc = await client.connect();

// It leaves a durable that is there as it is, so an operator may give it more room than the 100 it is made with.
if (tuned && consumes) {
  const jsm = await nc.jetstreamManager();
  await jsm.consumers.update('bench__microservice_ev-stream', 'bench__microservice_ev-consumer', { max_ack_pending: 1_000 });
}

// emit() returns before the broker has answered. Its publishes are counted on their way out so that no more than the window are open.
let open = 0;
let acknowledged = 0;
let room = () => {};
const jetstream = nc.jetstream.bind(nc);
nc.jetstream = (...args) => {
  const js = jetstream(...args);
  const publish = js.publish.bind(js);
  js.publish = (...more) => {
    open++;
    const ack = publish(...more);
    const settled = () => {
      open--;
      room();
    };
    ack.then(() => {
      acknowledged++;
      settled();
    }, settled);
    return ack;
  };
  return js;
};
process.on('unhandledRejection', () => {});

const under = (limit) => (open < limit ? Promise.resolve() : new Promise((resolve) => (room = () => open < limit && resolve())));

async function publish(run, count) {
  acknowledged = 0;
  for (let n = 0; n < count; n++) {
    if (open >= window) await under(window);
    await lastValueFrom(client.emit('bench.signal', signalOf(run, n)), { defaultValue: undefined });
  }
  while (open > 0) await under(1);
  return acknowledged;
}

// `declare`: only its stream and durable are wanted.
if (mode === 'declare') {
  await new Promise((resolve) => setTimeout(resolve, 500));
  say({});
  process.exit(0);
}
await play({ publish, flush: () => nc.flush() });
