import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofFlaw, type ReadProof } from '@spil/audit';
import { briefing, validateReadProofFile, type AnswerOf, type whoReadGateway } from '@spil/contracts';
import { startMongo, startNats } from '@spil/testing';
import { AssignmentBook } from './edge/nats/assignment-book';
import { FeedClient } from './test-kit/feed-client';
import { anItem } from './test-kit/samples';
import { until, World } from './test-kit/world';

let world: World;
const item = anItem(1, { handling: 'H1', level: 'safety' });
const itemId = String(item['itemId']);
const auditor = { as: 'auditor-1', roles: ['auditor'] };
const path = `/v1/reads/gateway/${itemId}`;

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
  await world.assign({ personId: 'crew-1', role: 'crew', team: 'noord', wijkIds: ['W01'] });
  const book = world.gateway.container.resolve(AssignmentBook);
  await until(() => book.of('demo', 'crew-1').length > 0, 'the assignment is known');
}, 60_000);
afterAll(() => world.stop());

describe('who got a frame on a live screen', () => {
  it('is answered by the gateway itself, proved, to an auditor of the zone and to nobody else', async () => {
    const crew = await FeedClient.open(world, { as: 'crew-1', roles: ['crew'] });
    await crew.ready();
    await world.store(briefing, { audience: 'crew-noord' }, item, { safetyLine: 'Canary dog' });
    await until(() => crew.frames.length === 1, 'the briefing');
    crew.close();
    const response = await world.fetch(`${path}?proof=true`, auditor);
    expect(response.status).toBe(200);
    const { lines, looks, proof } = (await response.json()) as AnswerOf<typeof whoReadGateway>;
    const told = [lines, looks?.lines ?? []].map((some) => some.map(({ actor, action, subjectType }) => [actor, action, subjectType]));
    expect(told).toEqual([[['crew-1', 'deliver-frame', 'item']], [['auditor-1', 'who-read', 'read-log']]]);
    expect(lines[0]).toMatchObject({ rule: 'crew-reads-own-area', decision: 'shown', reason: 'live-feed:crew-noord' });
    expect(proofFlaw(proof as ReadProof)).toBeUndefined();
    expect(validateReadProofFile({ format: 'spil-read-proof/1', proofs: [proof] })).toEqual({ ok: true });
    expect(JSON.stringify([lines, proof])).not.toContain('Canary');
    for (const role of ['crew', 'inspector', 'operator', 'administrator']) {
      const refused = await world.fetch(path, { as: `${role}-7`, roles: [role] });
      expect([role, refused.status]).toEqual([role, 403]);
    }
    expect((await world.fetch(path)).status).toBe(401);
    expect((await world.fetch('/v1/reads/gateway/x', auditor)).status).toBe(400);
  });
});
