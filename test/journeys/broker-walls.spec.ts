import { connect, errors, type NatsConnection } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inboxPrefix, noteRecorded, cloudEvent, serviceNames, topology, type ServiceName } from '@spil/contracts';
import { listDead } from '@spil/messaging';
import mongoose from 'mongoose';
import { databaseOf } from '@spil/service-host';
import { demoTopology } from '@spil/local';
import { places, runningSuite, secretsOf, Screen, waitFor } from './suite';

const suite = runningSuite();
const secrets = secretsOf(suite);
const zone = suite.zone.id;
const plan = topology(demoTopology(zone));
const connections: NatsConnection[] = [];

async function as(service: ServiceName | 'provisioner'): Promise<NatsConnection> {
  const own = service === 'provisioner' ? {} : { inboxPrefix: inboxPrefix(service) };
  const connection = await connect({ servers: suite.nats, user: service, pass: secrets.nats[service] ?? '', name: 'journey', ...own });
  connections.push(connection);
  return connection;
}
afterAll(() => Promise.all(connections.map((connection) => connection.close())));

/** What the broker said: `refused` only on an explicit permission violation; silence proves nothing. */
const tryPublish = (connection: NatsConnection, subject: string): Promise<'refused' | 'answered' | 'silent'> =>
  connection.request(subject, '{}', { timeout: 700 }).then(
    () => 'answered' as const,
    (error: Error) => (error.cause instanceof errors.PermissionViolationError ? ('refused' as const) : ('silent' as const)),
  );

describe('F31: each service’s credentials against the broker', () => {
  const stream = `FEEDS_${zone}_crew-noord`;
  it.each(serviceNames.filter((name) => name !== 'gateway'))(
    '%s can create no consumer, read no message by place, pull no foreign durable',
    async (service) => {
      const connection = await as(service);
      const foreign = plan.durables.find((durable) => durable.service !== service);
      const subjects = [
        `$JS.API.CONSUMER.CREATE.${stream}`,
        '$JS.API.CONSUMER.CREATE.EVENTS_WIJK.spy',
        '$JS.API.STREAM.MSG.GET.EVENTS_WIJK',
        '$JS.API.DIRECT.GET.EVENTS_WIJK',
        '$JS.API.STREAM.DELETE.EVENTS_WIJK',
        '$JS.API.STREAM.PURGE.EVENTS_WIJK',
        `$JS.API.CONSUMER.MSG.NEXT.${foreign?.stream ?? ''}.${foreign?.durable ?? ''}`,
      ];
      for (const subject of subjects)
        expect([service, subject, await tryPublish(connection, subject)]).toEqual([service, subject, 'refused']);
    },
  );

  it.each(serviceNames)('%s can listen to nobody’s inbox and to no wildcard', async (service) => {
    const connection = await as(service);
    const other = serviceNames.find((name) => name !== service) ?? 'wijk';
    for (const subject of [`${inboxPrefix(other)}.>`, '_INBOX.>', '>', 'events.>', 'feeds.>', 'dead.>']) {
      const subscription = connection.subscribe(subject, { callback: () => undefined });
      const error = await subscription.closed.then(
        (reason) => reason,
        (reason: Error) => reason,
      );
      expect([service, subject, String(error)]).toEqual([service, subject, expect.stringContaining('ermission')]);
    }
  });

  it('the gateway may tail feeds and nothing else', async () => {
    const connection = await as('gateway');
    for (const name of ['EVENTS_WIJK', 'EVENTS_MEDIATION', 'DEAD'])
      expect(await tryPublish(connection, `$JS.API.CONSUMER.CREATE.${name}`)).toBe('refused');
  });

  it.each(serviceNames)('%s publishes on no other service’s events, feeds or dead letters', async (service) => {
    const connection = await as(service);
    const other = service === 'environment' ? 'wijk' : 'environment';
    for (const subject of [`events.${other}.${zone}.nuisance-reported.0`, `feeds.${zone}.gateway.forged.0`, `dead.${other}`]) {
      expect([service, subject, await tryPublish(connection, subject)]).toEqual([service, subject, 'refused']);
    }
  });
});

describe('F43: a message stored under a foreign subject by way of a reply', () => {
  let admin: NatsConnection;
  beforeAll(async () => void (admin = await as('provisioner')));

  it('fails authentication at the consumer: dead letter, no effect, no frame', async () => {
    const where = await places(suite);
    const crew = await Screen.open(suite, 'crew-1');
    const before = (await listDead(admin, { service: 'information-sharing', limit: 1_000 })).length;
    // intervention names wijk's event subject as the reply of a question about its own durable: the broker stores its answer there.
    const intruder = await as('intervention');
    const own = plan.durables.find((durable) => durable.service === 'intervention');
    intruder.publish(`$JS.API.CONSUMER.INFO.${own?.stream ?? ''}.${own?.durable ?? ''}`, '', {
      reply: `events.wijk.${zone}.note-recorded.3`,
    });
    await intruder.flush();
    const letters = await waitFor(async () => {
      const all = await listDead(admin, { service: 'information-sharing', limit: 1_000 });
      return all.length > before ? all : undefined;
    }, 10_000);
    expect(['forged', 'schema']).toContain(letters.at(-1)?.letter.reason.kind);
    // Not even a well-formed event: without the producer's key the provisioner itself is not believed.
    const noteId = '01939f6e-0000-7000-8000-00000000f043';
    const stamp = { id: noteId, zone, aggregate: { kind: 'note', id: noteId }, sequence: 1, at: new Date().toISOString() };
    const event = cloudEvent(noteRecorded, stamp, { ...noteRecorded.sample, noteId, point: where.noord });
    await jetstream(admin).publish(`events.wijk.${zone}.note-recorded.3`, JSON.stringify(event), { msgID: noteId });
    const forged = await waitFor(async () => {
      const all = await listDead(admin, { service: 'information-sharing', limit: 1_000 });
      return all.find(({ letter }) => letter.id === noteId);
    }, 10_000);
    expect(forged.letter.reason.kind).toBe('forged');
    expect(crew.has(noteId)).toBe(false);
    crew.close();
  });
});

describe('databases', () => {
  const open = async (service: string, database: string): Promise<mongoose.Connection> => {
    const address = new URL(suite.mongo);
    [address.username, address.password] = [service, secrets.mongo[service] ?? ''];
    address.pathname = `/${databaseOf(service as ServiceName)}`;
    return mongoose
      .createConnection(address.toString(), { dbName: database, serverSelectionTimeoutMS: 3_000, retryWrites: false })
      .asPromise();
  };

  it.each(serviceNames)('%s reads its own database and no other’s', async (service) => {
    for (const other of serviceNames) {
      const connection = await open(service, databaseOf(other));
      const read = connection.db?.collection('notes').findOne({});
      if (other === service) await expect(read).resolves.toBeDefined();
      else await expect(read).rejects.toMatchObject({ code: 13 });
      await connection.close();
    }
  });

  it('nobody reads without signing in', async () => {
    const address = new URL(suite.mongo);
    [address.username, address.password] = ['', ''];
    const connection = await mongoose.createConnection(address.toString(), { dbName: 'spil_mediation', retryWrites: false }).asPromise();
    await expect(connection.db?.collection('cases').findOne({})).rejects.toMatchObject({ code: 13 });
    await connection.close();
  });
});

describe('the provisioner’s streams', () => {
  it('keep what they hold: no deleting, no purging, new messages refused rather than old ones forgotten', async () => {
    const manager = await jetstreamManager(await as('provisioner'));
    const { config } = await manager.streams.info('EVENTS_WIJK');
    expect(config).toMatchObject({ deny_delete: true, deny_purge: true, discard: 'new', storage: 'file' });
    await expect(manager.streams.purge('EVENTS_WIJK')).rejects.toThrow(/purge|not permitted/i);
  });
  it('are what the topology says', async () => {
    const manager = await jetstreamManager(await as('provisioner'));
    const names: string[] = [];
    for await (const { config } of manager.streams.list()) names.push(config.name);
    expect(names.sort()).toEqual([...plan.streams.map((stream) => stream.name)].sort());
  });
});
