// The peer H in its own packages: the same messages, window and tally as contenders/*.ts, which it cannot import (Nest 11, nats 2).
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, Payload } from '@nestjs/microservices';
import { getJetStreamTransportToken, JetstreamClientModule, JetstreamServerModule } from '@horizon-republic/nestjs-jetstream';
import { lastValueFrom } from 'rxjs';

const { url, mode, messages, warmUp, window } = JSON.parse(process.argv[2]);
const options = { name: 'bench', servers: [url] };
const text = 'Loud music again from the second floor, third evening this week; windows open, several people on the balcony.'.slice(0, 113);
const hex = (n, digits) => n.toString(16).padStart(digits, '0');
const at = '2026-01-01T00:00:00.000Z';
const signalOf = (run, n) => {
  const id = `0190${hex(run, 4)}-${hex((n >>> 16) & 0xffff, 4)}-7000-8000-${hex(n, 12)}`;
  return {
    specversion: '1.0',
    id,
    source: '/be/pz/zone1/wijk',
    type: 'be.spil.wijk.bench-signal.v1',
    subject: `signal/s${n % 1000}`,
    time: at,
    datacontenttype: 'application/json',
    dataschema: 'urn:spil:schema:wijk.bench-signal.v1',
    purpose: 'service',
    handling: 'H0',
    retentionclass: 'bench',
    correlationid: id,
    sequence: n,
    data: { n, wijk: 'w-01', kind: 'noise', at, text },
  };
};

// What comes before anybody counts.
const waiting = [];
let saw = (n) => void waiting.push(n);
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

async function pass(run, count) {
  const seen = new Uint8Array(count);
  const tally = { received: 0, distinct: 0, sum: 0 };
  let finish = () => {};
  const all = new Promise((resolve) => (finish = resolve));
  saw = (n) => {
    tally.received++;
    if (n < 0 || n >= count || seen[n]) return;
    seen[n] = 1;
    tally.distinct++;
    tally.sum += n;
    if (tally.distinct === count) finish();
  };
  acknowledged = 0;
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    if (open >= window) await under(window);
    await lastValueFrom(client.emit('bench.signal', signalOf(run, n)), { defaultValue: undefined });
  }
  while (open > 0) await under(1);
  if (mode === 'both') await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 30_000))]);
  await nc.flush();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20, acknowledged, ...tally };
}

// Handles what lies in its stream already; the first `warmUp` messages are not measured.
async function backlog() {
  const all = warmUp + messages;
  const seen = new Uint8Array(all);
  const tally = { received: 0, distinct: 0, sum: 0 };
  let finish = () => {};
  let cpu = process.cpuUsage();
  let began = performance.now();
  const done = new Promise((resolve) => (finish = resolve));
  saw = (n) => {
    if (++tally.received === warmUp) {
      process.stdout.write('begin\n');
      cpu = process.cpuUsage();
      began = performance.now();
    }
    if (n < 0 || n >= all || seen[n]) return;
    seen[n] = 1;
    tally.distinct++;
    tally.sum += n;
    if (tally.distinct === all) finish();
  };
  for (const early of waiting.splice(0)) saw(early);
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 120_000))]);
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20, acknowledged: 0, ...tally };
}

if (mode === 'backlog') process.stdout.write(`${JSON.stringify(await backlog())}\n`);
else {
  await new Promise((resolve) => setTimeout(resolve, 500));
  // `declare`: only its stream and durable are wanted.
  if (mode === 'declare') process.stdout.write('{}\n');
  else {
    await pass(1, warmUp);
    process.stdout.write('begin\n');
    process.stdout.write(`${JSON.stringify(await pass(2, messages))}\n`);
  }
}
process.exit(0);
