import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { anItem } from './test-kit/samples';
import { FeedClient } from './test-kit/feed-client';
import { until, World } from './test-kit/world';
import { AssignmentBook } from './edge/nats/assignment-book';
import { startMongo, startNats } from '@spil/testing';
import { briefing, callFrame, inboxEntry, noteProgress } from '@spil/contracts';

let world: World;
const clients: FeedClient[] = [];
const crew1 = { as: 'crew-1', roles: ['crew'] };
const open = async (who: Parameters<typeof FeedClient.open>[1], lastEventId?: string): Promise<FeedClient> => {
  const client = await FeedClient.open(world, who, lastEventId);
  clients.push(client);
  if (client.status === 200) await client.ready();
  return client;
};
const brief = (n: number, audience = 'crew-noord', more: object = {}): Promise<void> =>
  world.store(briefing, { audience }, anItem(n, more), { headline: `headline ${n}`, fact: `never for crews ${n}` });
const headlines = (client: FeedClient): unknown[] => client.frames.map(({ data }) => data['headline']);

beforeAll(async () => {
  world = await World.start(async (config) => ({ nats: await startNats({ config }), mongo: await startMongo() }));
  await world.assign({ personId: 'crew-1', role: 'crew', team: 'noord', wijkIds: ['W01'] });
  await world.assign({ personId: 'crew-2', role: 'crew', team: 'zuid', wijkIds: ['W02'] });
  await world.assign({ personId: 'investigator-1', role: 'investigator', themes: ['drugs'] });
  await world.assign({ personId: 'investigator-2', role: 'investigator', themes: ['traffic'] });
  await world.assign({ personId: 'inspector-1', role: 'inspector' });
  await world.assign({ personId: 'dispatcher-1', role: 'dispatcher' });
  const book = world.gateway.container.resolve(AssignmentBook);
  await until(() => book.of('demo', 'dispatcher-1').length > 0, 'the last assignment is known');
}, 60_000);
afterAll(() => world.stop());
afterEach(() => clients.splice(0).forEach((client) => client.close()));

describe('the live feed', () => {
  it('says ready with a position, then brings what is stored for the crew, redacted, and nothing to anybody else', async () => {
    const crew = await open(crew1);
    const others = [
      await open({ as: 'crew-2', roles: ['crew'] }),
      await open({ as: 'investigator-1', roles: ['investigator'] }),
      await open({ as: 'inspector-1', roles: ['inspector'] }),
      await open({ as: 'dispatcher-1', roles: ['dispatcher'] }),
      await open({ as: 'mediator-1', roles: ['mediator'] }),
      await open({ as: 'operator-1', roles: ['operator'] }),
      await open({ as: 'crew-1', roles: ['crew'], zone: 'buur' }),
    ];
    expect(crew.heard[0]).toMatchObject({ event: 'ready', data: { audiences: ['crew-noord'], resumed: false } });
    await brief(1);
    await until(() => crew.frames.length === 1, 'the briefing');
    expect(crew.frames[0]).toMatchObject({ event: 'briefing', data: { itemId: anItem(1)['itemId'], headline: 'headline 1' } });
    expect(crew.raw).not.toContain('never for crews');
    expect(crew.frames[0]?.data).not.toHaveProperty('sealed');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const other of others) {
      expect(other.frames).toEqual([]);
      expect(other.raw).not.toContain('headline 1');
    }
  });

  it('tells persons of one desk apart, and never who else was addressed', async () => {
    const rika = await open({ as: 'investigator-1', roles: ['investigator'] });
    const rob = await open({ as: 'investigator-2', roles: ['investigator'] });
    const entry = { ...anItem(2), level: 'full', desk: 'local-investigation', filedAt: new Date().toISOString() };
    const to = { audience: 'local-investigation' };
    await world.store(
      inboxEntry as never,
      to,
      { ...entry, subscribers: ['investigator-1', 'investigator-9'] },
      { headline: 'h', fact: 'f' },
    );
    await until(() => rika.frames.length === 1, 'the entry');
    expect(rika.frames[0]).toMatchObject({ event: 'inbox-entry', data: { headline: 'h', fact: 'f' } });
    expect(rika.raw).not.toContain('investigator-9');
    // Addressed, but the theme is not his: the policy refuses what the routing allowed.
    await world.store(
      inboxEntry as never,
      to,
      { ...entry, ...anItem(3), level: 'full', subscribers: ['investigator-2'] },
      { headline: 'h3' },
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(rob.frames).toEqual([]);
  });

  it('brings a note’s steps to its author only', async () => {
    const author = await open({ as: 'inspector-1', roles: ['inspector'] });
    const step = { ...noteProgress.sample, at: new Date().toISOString() };
    await world.store(noteProgress, { audience: 'wijk' }, { ...step, authorId: 'inspector-2' });
    await world.store(noteProgress, { audience: 'wijk' }, { ...step, authorId: 'inspector-1' });
    await until(() => author.frames.length === 1, 'the step');
    expect(author.frames[0]).toMatchObject({ event: 'note-progress', data: { step: 'accepted' } });
    expect(author.raw).not.toContain('inspector-2');
  });

  it('logs the reading of a call before it shows it', async () => {
    const dispatcher = await open({ as: 'dispatcher-1', roles: ['dispatcher'] });
    const before = (await world.readLines()).length;
    const call = { ...callFrame.sample, sealed: undefined };
    await world.store(callFrame, { audience: 'dispatch' }, call, { summary: 'loud music', address: 'Markt 1' });
    await until(() => dispatcher.frames.length === 1, 'the call');
    expect(dispatcher.frames[0]?.data).toMatchObject({ summary: 'loud music' });
    const lines = (await world.readLines()).slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ name: 'deliver-frame', actor: 'dispatcher-1', decision: 'shown', recordCategory: 'call' });
    expect(JSON.stringify(lines)).not.toContain(call.callId);
  });

  it('resumes without a gap and without a repeat, over a cut, memory and a restart of the gateway', async () => {
    const first = await open(crew1);
    for (const n of [10, 11, 12]) await brief(n);
    await until(() => first.frames.length === 3, 'three');
    const id = first.frames[1]?.id as string;
    first.close();
    for (const n of [13, 14]) await brief(n);
    const second = await open(crew1, id);
    await until(() => second.frames.length === 3, 'what was missed');
    expect(headlines(second)).toEqual(['headline 12', 'headline 13', 'headline 14']);
    second.close();
    await world.restartGateway();
    await brief(15);
    const third = await open(crew1, id);
    await until(() => third.frames.length === 4, 'all from the stream');
    expect(headlines(third)).toEqual(['headline 12', 'headline 13', 'headline 14', 'headline 15']);
    await brief(16);
    await until(() => third.frames.length === 5, 'and goes on');
  }, 30_000);

  it('begins now without a position, and its first id resumes from there', async () => {
    await brief(20);
    const fresh = await open(crew1);
    const id = fresh.lastId as string;
    fresh.close();
    await brief(21);
    const back = await open(crew1, id);
    await until(() => back.frames.length === 1, 'only the later one');
    expect(headlines(back)).toEqual(['headline 21']);
  });

  it('refuses a forged position and another person’s, with an audit line', async () => {
    const crew = await open(crew1);
    const id = crew.lastId as string;
    const flipped = `${id.slice(0, 30)}${id[30] === 'A' ? 'B' : 'A'}${id.slice(31)}`;
    const before = (await world.readLines()).length;
    for (const [who, forged] of [
      [crew1, flipped],
      [crew1, `${'A'.repeat(100)}.${'A'.repeat(100)}`],
      [crew1, '42'],
      [{ as: 'crew-2', roles: ['crew'] }, id],
      [{ as: 'crew-1', roles: ['crew'], zone: 'buur' }, id],
    ] as const) {
      const client = await open(who as never, forged);
      expect(client.status).toBe(400);
      expect(client.problem).toMatchObject({ code: 'feed.cursor-invalid' });
    }
    const lines = (await world.readLines()).slice(before);
    expect(lines.map(({ rule }) => rule)).toEqual(['cursor-seal', 'cursor-seal', 'cursor-form', 'cursor-person', 'cursor-person']);
    expect(lines.every(({ decision, name }) => decision === 'denied' && name === 'resume-feed')).toBe(true);
  });

  it('shows no frame that its producer did not sign', async () => {
    const crew = await open(crew1);
    const body = JSON.stringify({
      specversion: '1.0',
      id: 'x',
      source: '/be/pz/demo/intervention',
      type: briefing.type,
      data: { ...briefing.sample },
    });
    await world.producers.publishers.get('intervention')?.publish({
      subject: 'feeds.demo.crew-noord.briefing.1',
      id: `forged-${Date.now()}`,
      body: Buffer.from(body),
      signed: { auth: 'AAAA', originalId: 'x' },
    } as never);
    await brief(30);
    await until(() => crew.frames.length === 1, 'the true one');
    expect(headlines(crew)).toEqual(['headline 30']);
  });

  it('says goodbye within a second of the end of an assignment, and opens nothing afterwards', async () => {
    const assignmentId = '01939f6e-0000-7000-8000-0000000000aa';
    await world.assign({ assignmentId, personId: 'crew-9', role: 'crew', team: 'noord' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const crew = await open({ as: 'crew-9', roles: ['crew'] });
    const id = crew.lastId as string;
    const ended = Date.now();
    await world.assign({ assignmentId, personId: 'crew-9', role: 'crew', team: 'noord', endedAt: new Date().toISOString(), version: 2 });
    await until(() => crew.ended, 'closed', 1_000);
    expect(Date.now() - ended).toBeLessThan(1_000);
    expect(crew.heard.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'rights-changed' } });
    await brief(40);
    const back = await open({ as: 'crew-9', roles: ['crew'] }, id);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(back.heard[0]?.data['audiences']).toEqual([]);
    expect(back.frames).toEqual([]);
  });

  it('ends with the token', async () => {
    const token = await world.token('crew-1', ['crew'], { exp: Math.floor(Date.now() / 1000) + 1 });
    const crew = await open({ ...crew1, token });
    await until(() => crew.ended, 'closed', 3_000);
    expect(crew.heard.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'session-ended' } });
  });

  it('gives five streams to a person and refuses the sixth', async () => {
    const five = await Promise.all(Array.from({ length: 5 }, () => open(crew1)));
    const sixth = await open(crew1);
    expect(sixth.status).toBe(429);
    expect(sixth.problem).toMatchObject({ code: 'too-many-streams', params: { limit: 5 } });
    five[0]?.close();
    await until(async () => (await open(crew1)).status === 200, 'a free place');
  });
});
