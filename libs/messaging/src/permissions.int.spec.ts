import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { localSettings, natsConfig, serviceNames, topology, type BusPasswords, type ServiceName } from '@spil/contracts';
import { startNats, type RunningNats } from '@spil/testing';
import { BusHealth } from './bus-health';
import { connectBus } from './connect';
import { ProducerAuth } from './producer-auth';
import { provision } from './provision';
import { selfTest, TooMuchPower } from './self-test';
import { WindowPublisher } from './window-publisher';

const zones = [{ zone: 'zone1', teams: ['a'] }];
const passwords = Object.fromEntries([...serviceNames, 'provisioner', 'system'].map((name) => [name, `pw-${name}`])) as BusPasswords;
const plan = topology(zones);

describe('what the broker lets a service do', () => {
  let nats: RunningNats;
  const open: NatsConnection[] = [];
  const as = async (service: ServiceName | 'provisioner', server = nats): Promise<NatsConnection> => {
    const connection = await connectBus({ servers: server.url, user: service, pass: passwords[service], service });
    open.push(connection);
    return connection;
  };
  beforeAll(async () => {
    nats = await startNats({ config: ({ port, storeDir }) => natsConfig(localSettings(storeDir, port), zones, passwords) });
    await provision(await as('provisioner'), plan);
  });
  afterAll(async () => {
    await Promise.all(open.map((connection) => connection.close()));
    await nats.stop();
  });

  it.each(serviceNames)('%s may start: everything it must not do is refused', async (service) => {
    await selfTest(await as(service), service, plan, { mayTailFeeds: service === 'gateway', mayReadDead: service === 'operations' });
  });

  it('a service refuses to start where permissions are too wide', async () => {
    const wide = await startNats({
      config: ({ port, storeDir }) =>
        natsConfig(localSettings(storeDir, port), zones, passwords).replace(
          /publish: \{ allow: \[[^\]]*\] \}/g,
          'publish: { allow: [">"] }',
        ),
    });
    await provision(await as('provisioner', wide), plan);
    const manager = await jetstreamManager(await as('provisioner', wide));
    const publisher = new WindowPublisher(await as('provisioner', wide));
    await publisher.publish({ subject: 'events.wijk.zone1.note-recorded.1', id: 'x', body: Buffer.from('{}') });
    const before = await inventory(manager);
    await expect(selfTest(await as('mediation', wide), 'mediation', plan)).rejects.toBeInstanceOf(TooMuchPower);
    // The rights were there; the probes must not have used them.
    expect(await inventory(manager)).toEqual(before);
    await wide.stop();
  });

  it('silence proves nothing: a broker that neither refuses nor answers does not pass', async () => {
    const quiet = await startNats({ config: ({ port }) => `host: 127.0.0.1\nport: ${port}\n` });
    const connection = await connectBus({ servers: quiet.url, service: 'mediation' });
    await expect(selfTest(connection, 'mediation', plan, { wait: 500 })).rejects.toBeInstanceOf(TooMuchPower);
    await connection.close();
    await quiet.stop();
  });

  it('its health says whether its durables are there, and whether it is refused something', async () => {
    const nc = await as('intervention');
    const own = plan.durables.filter(({ service }) => service === 'intervention');
    const health = new BusHealth(nc, own, { holds: 0 });
    expect([await health.streams(), health.permissions]).toEqual([true, true]);
    const foreign = new BusHealth(nc, [{ stream: 'EVENTS_WIJK', durable: 'gone' }], { holds: 0 });
    expect(await foreign.streams()).toBe(false);
    for (let tries = 0; tries < 100 && health.permissions; tries++) {
      nc.publish('events.wijk.zone1.note-recorded.1', 'x');
      await nc.flush();
    }
    expect(health.permissions).toBe(false);
    health.stop();
    foreign.stop();
  });

  it('a publish to a foreign subject is refused at once and for good', async () => {
    const publisher = new WindowPublisher(await as('mediation'), {
      auth: new ProducerAuth({ own: { service: 'mediation', key: Buffer.alloc(32, 1).toString('base64url') }, listeningTo: {} }),
    });
    await expect(
      publisher.publish({ subject: 'events.wijk.zone1.note-recorded.1', id: 'x', body: Buffer.from('{}') }),
    ).rejects.toMatchObject({ code: 'not-permitted', transient: false });
    await publisher.drain();
  });

  it('a reader can make the broker store an answer under a foreign subject (F43), which is why signatures are checked', async () => {
    const admin = await jetstreamManager(await as('provisioner'));
    const own = plan.durables.find(({ service, stream }) => service === 'intervention' && stream.startsWith('EVENTS_'));
    if (!own) throw new Error('intervention listens to nothing');
    const reader = await as('intervention');
    const before = (await admin.streams.info('EVENTS_WIJK')).state.messages;
    reader.publish(`$JS.API.CONSUMER.INFO.${own.stream}.${own.durable}`, '', { reply: 'events.wijk.zone1.note-recorded.1' });
    await reader.flush();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await admin.streams.info('EVENTS_WIJK')).state.messages).toBe(before + 1);
  });
});

async function inventory(manager: JetStreamManager): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { config, state } of manager.streams.list()) {
    all.push({ stream: config.name, messages: state.messages });
    for await (const consumer of manager.consumers.list(config.name))
      all.push({ durable: consumer.name, delivered: consumer.delivered.stream_seq });
  }
  return all;
}
