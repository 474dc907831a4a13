import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dropDeadLetter, listDeadLetters, replayDeadLetter } from '@spil/contracts';
import { WindowPublisher, type DeadLetter } from '@spil/messaging';
import { eventually, type Person, problem, ServiceBench, value } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { operations } from './operations.service';

const zone = 'amow';
const zones = [
  { zone, teams: ['noord'] },
  { zone: 'buur', teams: ['buur'] },
];
const operator: Person = { sub: 'operator-1', roles: ['operator'], zone };
const canary = 'Zonneveld-Canary';
const letter = (seq: number, parts: Partial<DeadLetter> = {}): DeadLetter => ({
  service: 'intervention',
  reason: { kind: 'failed', code: 'TypeError', attempts: 6 },
  at: '2026-01-12T09:30:00.000Z',
  stream: 'EVENTS_INFORMATION_SHARING',
  seq,
  durable: 'intervention',
  deliveries: 6,
  subject: `events.information-sharing.${zone}.item-shared.3`,
  id: '0190a5c0-0000-7000-8000-000000000000',
  auth: 'signature',
  body: Buffer.from(JSON.stringify({ data: { headline: canary } })).toString('base64'),
  ...parts,
});

let bench: ServiceBench;
const list = async (who: Person = operator) => value(await bench.ask(listDeadLetters, who, {}));

async function putAside(...letters: DeadLetter[]): Promise<void> {
  const publisher = new WindowPublisher(bench.provisioner);
  for (const one of letters)
    await publisher.publish({ subject: `dead.${one.service}`, id: `dead-${one.seq}`, body: Buffer.from(JSON.stringify(one)) });
  await publisher.drain();
}

beforeAll(async () => {
  bench = await ServiceBench.start('operations', zones, processEnvironment(), () => startService(operations));
  await putAside(
    letter(1),
    letter(2),
    letter(3, { subject: 'events.information-sharing.buur.item-shared.3' }),
    letter(4, { auth: undefined }),
  );
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('dead letters', () => {
  it('are shown to operators of their zone, and nothing of what they say', async () => {
    const { letters } = await list();
    expect(letters.map(({ sequence }) => sequence)).toEqual([4, 2, 1]);
    expect(JSON.stringify(letters)).not.toContain(canary);
    expect((await list({ ...operator, zone: 'buur' })).letters.map(({ sequence }) => sequence)).toEqual([3]);
    for (const role of ['inspector', 'auditor', 'administrator'] as const)
      expect(problem(await bench.ask(listDeadLetters, { ...operator, roles: [role] }, {}))).toBe('forbidden');
  });

  it('are given back to the service that failed, signed by their first producer', async () => {
    const { letters } = await list();
    const number = letters.find(({ sequence }) => sequence === 1)?.number ?? 0;
    value(await bench.ask(replayDeadLetter, operator, { number }));
    const replayed = await eventually('the replay', async () => (await bench.stored('REPLAYS'))[0]);
    expect(replayed.stored).toBe(`replays.intervention.events.information-sharing.${zone}.item-shared.3`);
    expect(problem(await bench.ask(replayDeadLetter, operator, { number }))).toBe('operations.no-such-letter');
    expect(await bench.db.collection('decisions').countDocuments({ what: 'replayed', by: 'operator-1' })).toBe(1);
  });

  it('that cannot be given back can be dropped, with a reason that is kept', async () => {
    const number = (await list()).letters.find(({ replayable }) => !replayable)?.number ?? 0;
    expect(problem(await bench.ask(replayDeadLetter, operator, { number }))).toBe('operations.not-replayable');
    value(await bench.ask(dropDeadLetter, operator, { number, reason: 'obsolete' }));
    expect((await list()).letters.map(({ sequence }) => sequence)).toEqual([2]);
    expect(await bench.db.collection('decisions').findOne({ what: 'dropped' })).toMatchObject({ why: 'obsolete', zone });
    expect(JSON.stringify(await bench.db.collection('decisions').find({}).toArray())).not.toContain(canary);
  });

  it('stay in sight beside a message that is none, which can be dropped', async () => {
    const before = (await list()).letters.map(({ number }) => number);
    const publisher = new WindowPublisher(bench.provisioner);
    await publisher.publish({ subject: 'dead.intervention', id: 'strange', body: Buffer.from(JSON.stringify({ said: canary })) });
    await publisher.drain();
    const [strange, ...rest] = (await list()).letters;
    expect(rest.map(({ number }) => number)).toEqual(before);
    expect(strange).toMatchObject({ service: 'intervention', reason: { kind: 'undecodable' }, replayable: false });
    expect(JSON.stringify(strange)).not.toContain(canary);
    value(await bench.ask(dropDeadLetter, operator, { number: strange?.number ?? 0, reason: 'forged' }));
    expect((await list()).letters.map(({ number }) => number)).toEqual(before);
  });
});
