import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { serviceNames, topology } from '@spil/contracts';
import { connectBus, ProducerAuth, provision, WindowPublisher } from '@spil/messaging';
import { AggregateStore, closeMongo, ensureIndexes, type Collection, type Db, type PendingEvent } from '@spil/mongo';
import { Relay } from '@spil/outbox';
import { choices, freePort, projectRoot } from '@spil/testing';
import { accessOf, connectAdmin, openDatabase, type Access } from '../operate/access';
import { writePrivate } from '../files';
import { mongoProgram } from '../mongo';
import { natsProgram } from '../nats';
import { secretsIn } from '../secrets';
import { Supervisor } from '../supervisor';
import { accept, doctor, doctorOfStopped } from '../tools/doctor';
import type { Finding } from './finding';

interface Note {
  _id: string;
  n: number;
}
let made = 0;
function eventOf(aggregate: string): PendingEvent {
  const time = Date.now().toString(16).padStart(12, '0');
  const id = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++made).toString(16).padStart(12, '0')}`;
  return { id, subject: `events.wijk.demo.note-recorded.${made % 16}`, type: 'x', body: JSON.stringify({ id, aggregate }) };
}

let dir: string;
let supervisor: Supervisor;
let access: Access;
let admin: NatsConnection;
let bus: NatsConnection;
let db: Db;
let relay: Relay;
let stopped: { root: string; dir: string; nats: never; mongo: never };
const notes = (): Collection => db.collection('notes') as unknown as Collection;
const faults = (findings: readonly Finding[] | undefined): string[] =>
  (findings ?? []).filter(({ kind }) => kind === 'fault').map(({ check, says }) => `${check}: ${says}`);
const looked = async (): Promise<string[]> => faults(await doctor(dir, {}));

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'spil-doctor-'));
  const secrets = secretsIn(dir);
  writePrivate(join(dir, 'ports.json'), JSON.stringify({ nats: await freePort(), mongodb: await freePort() }));
  access = accessOf(dir, {}) as Access;
  const { nats, mongo } = await choices();
  stopped = { root: projectRoot(), dir, nats: nats as never, mongo: mongo as never };
  supervisor = new Supervisor(dir, () => undefined);
  const port = (address: string): number => Number(new URL(address).port);
  const programs = [
    natsProgram(nats as never, { dir, port: port(access.nats), zones: access.zones, passwords: secrets.nats }),
    mongoProgram(mongo as never, { root: projectRoot(), dir, port: port(access.mongo), passwords: secrets.mongo }),
  ];
  await supervisor.start(...programs.filter((program) => program !== undefined));
  admin = await connectAdmin(access, 'test');
  await provision(admin, topology(access.zones));
  for (const service of serviceNames) {
    const own = await openDatabase(access, service);
    await ensureIndexes(own, { notes: { aggregate: true } });
    if (service === 'wijk') db = own;
    else await closeMongo(own);
  }
  bus = await connectBus({ servers: access.nats, user: 'wijk', pass: secrets.nats.wijk, service: 'wijk' });
  const auth = new ProducerAuth({ own: { service: 'wijk', key: secrets.producerKeys.wijk }, listeningTo: {} });
  relay = new Relay({
    collections: [notes()],
    publisher: new WindowPublisher(bus, { auth }),
    clock: { now: () => new Date().toISOString() },
  });
  const store = new AggregateStore<Note>(notes(), {});
  for (let n = 0; n < 5; n++) await store.insert({ _id: `n${n}`, n }, [eventOf(`n${n}`)]);
  relay.start();
  for (const until = Date.now() + 15_000; (await notes().countDocuments({ pendingSince: { $exists: true } })) > 0 && Date.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 20));
}, 60_000);
afterAll(async () => {
  await supervisor?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 30_000);

describe('the doctor', () => {
  it('finds nothing wrong with a suite that is well', async () => {
    expect(await looked()).toEqual([]);
    expect((await doctor(dir, {}))?.find(({ says }) => says.startsWith('wijk: 5 messages'))?.kind).toBe('ok');
  }, 60_000);

  it('names what is not as it should be, and what mends it', async () => {
    const manager = await jetstreamManager(admin);
    await manager.streams.delete('EVENTS_WIJK');
    await manager.streams.update('EVENTS_MEDIATION', { max_age: 3_600_000_000_000 });
    await manager.consumers.delete('EVENTS_ENVIRONMENT', 'wijk');
    await notes().dropIndex('pendingSince_1');
    const [kept] = (await notes().findOne({ _id: 'n1' as never }))?.['sent'] as { id: string }[];
    await notes().updateOne({ _id: 'n1' as never }, { $set: { sent: [] } });
    const found = (await doctor(dir, {})) ?? [];
    expect(faults(found)).toEqual(
      expect.arrayContaining([
        'streams: EVENTS_WIJK is not there',
        'streams: EVENTS_MEDIATION has other settings than the contracts ask for: max_age',
        'durables: wijk has no durable on EVENTS_ENVIRONMENT: it hears nothing',
        'indexes: wijk: notes lacks pendingSince_1',
        'outboxes: wijk: notes/n1: 1 of the 1 events it made were taken out by hand',
        'reconciliation: EVENTS_WIJK is not there',
        expect.stringMatching(/^reconciliation: EVENTS_WIJK lost 4 messages that wijk published: .*notes\/n0/),
      ]),
    );
    expect(found.filter(({ kind }) => kind === 'fault').every(({ remedy }) => (remedy ?? '').length > 10)).toBe(true);
    expect(found.find(({ says }) => says.includes('lost 4'))?.remedy).toBe('npm run refill -- wijk');
    expect(faults(found).join()).not.toContain(kept?.id);
  }, 60_000);

  it('looks at a stopped suite too, and leaves it stopped', async () => {
    await relay.stop();
    await Promise.all([bus.close(), admin.close(), closeMongo(db)]);
    await supervisor.stop();
    const found = faults(await doctorOfStopped(stopped, {}));
    expect(found).toContain('outboxes: wijk: notes/n1: 1 of the 1 events it made were taken out by hand');
    expect(faults(await doctor(dir, {})).some((says) => says.startsWith('broker: nothing answers'))).toBe(true);
    await expect(accept(dir, {})).rejects.toThrow();
  }, 60_000);
});
