import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { requestMediation } from '@spil/contracts';
import { eventually, ServiceBench, type Person } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { mediation } from './mediation.service';

const zone = 'amow';
const inspector: Person = { sub: 'inspector-1', roles: ['inspector'], zone };
const wish = { origin: 'CITIZEN' as const, disputeType: 'noise', description: 'drums', parties: [{ name: 'A', contact: '02' }] };
const LIMIT = 5;

let bench: ServiceBench;
beforeAll(async () => {
  const environment = processEnvironment();
  Object.assign(environment, { OUTBOX_LIMIT: String(LIMIT), REQUESTS_AT_ONCE: '3' });
  bench = await ServiceBench.start('mediation', [{ zone, teams: [] }], environment, () => startService(mediation));
}, 120_000);
afterAll(() => bench?.stop(), 30_000);
const ask = async (key: string): Promise<string> => {
  const answer = await bench.ask(requestMediation, inspector, wish, key);
  return 'problem' in answer ? answer.problem.code : 'taken';
};

describe('a service that cannot get rid of its events', () => {
  it('takes what fits into its outbox, refuses the rest, loses nothing, and takes again when there is room (F15)', async () => {
    const manager = await jetstreamManager(bench.admin);
    await manager.streams.update('EVENTS_MEDIATION', { max_msgs: 1 });
    let taken = 0;
    await eventually('a refusal', async () => {
      const answer = await ask(`key-${taken}`);
      if (answer === 'taken') taken++;
      return answer === 'outbox-full';
    });
    expect(taken).toBeGreaterThanOrEqual(LIMIT);
    const requests = bench.db.collection('mediationRequests');
    // Refused means nothing was written; whoever comes again with the same key is taken later.
    expect(await requests.countDocuments({})).toBe(taken);
    await manager.streams.update('EVENTS_MEDIATION', { max_msgs: -1 });
    await eventually('room', async () => (await ask(`key-${taken}`)) === 'taken');
    await eventually('every event in the stream', async () => (await bench.stored('EVENTS_MEDIATION')).length === taken + 1);
    expect(await requests.countDocuments({})).toBe(taken + 1);
  }, 90_000);

  it('works on so many requests at once and tells the others to come back', async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(`burst-${n}`)));
    expect(new Set(answers)).toEqual(new Set(['taken', 'unavailable']));
    for (const [n, answer] of answers.entries())
      if (answer === 'unavailable') await eventually('its turn', async () => (await ask(`burst-${n}`)) === 'taken');
  }, 90_000);
});
