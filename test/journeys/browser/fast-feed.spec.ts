// The page's own budget (ux.md): items are stored as intervention stores them, so that only the last hop and the page are judged.
import { randomUUID } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { briefing, cloudEvent, feedSubject, inboxPrefix, listNeighbourhoods, type FrameContract } from '@spil/contracts';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { Sealer } from '@spil/mongo';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Api, runningSuite, Screen, secretsOf, waitFor } from '../suite';
import { longTasks, watchLongTasks } from './browser';
import { visits } from './visits';

jest.setTimeout(180_000);
// A machine that is busy with other things says nothing about speed: measured on demand, on a quiet one (SPIL_BUDGETS=1).
const measured = process.env['SPIL_BUDGETS'] === '1' ? describe : describe.skip;
measured('a live feed of 50 items a second', () => {
  const suite = runningSuite();
  const zone = suite.zone.id;
  const arrive = visits();
  let bus: NatsConnection;
  let publisher: WindowPublisher;
  let sealer: Sealer;
  let wijkId: string;

  beforeAll(async () => {
    const { nats, producerKeys, sealKeys } = secretsOf(suite);
    const user = 'intervention';
    bus = await connect({ servers: suite.nats, user, pass: nats[user] ?? '', inboxPrefix: inboxPrefix(user) });
    publisher = new WindowPublisher(bus, {
      auth: new ProducerAuth({ own: { service: user, key: producerKeys[user] ?? '' }, listeningTo: {} }),
    });
    const keys = Object.entries(sealKeys).map(([service, key]) => [service, Buffer.from(key, 'base64')]);
    sealer = new Sealer(user, Object.fromEntries(keys) as Record<string, Buffer>);
    const { features } = await new Api(suite, 'crew-1').ask(listNeighbourhoods, {});
    wijkId = features.find(({ properties }) => properties.inspector === 'Ina Demo')?.id ?? '';
  });
  afterAll(() => bus.close());

  async function store(n: number): Promise<void> {
    const { sealed: _, ...facts } = briefing.sample;
    const itemId = randomUUID();
    const sealed = sealer.seal({ headline: `Stroom ${n}` }, ['gateway'], itemId);
    const at = new Date().toISOString();
    const data = { ...facts, itemId, noteId: itemId, wijkId, observedAt: at, sealed };
    const stamp = { id: randomUUID(), zone, aggregate: { kind: 'briefing', id: itemId }, sequence: 1, at };
    const subject = feedSubject(briefing as unknown as FrameContract, zone, { audience: 'crew-noord', aggregateId: itemId });
    await publisher.publish({ subject, id: stamp.id, body: Buffer.from(JSON.stringify(cloudEvent(briefing, stamp, data))) });
  }

  it('brings each of them, keeps the page answering and does not make it grow', async () => {
    const beside = await Screen.open(suite, 'crew-1');
    const visitor = await arrive({ person: 'crew-1' });
    const { page, context } = visitor;
    const section = page.locator('section[aria-label="Uit de wijk"]');
    await visitor.live();
    await page.locator('.live-lists > section:last-child').locator('.cards, .empty').first().waitFor();
    const wire = await context.newCDPSession(page);
    const heapMb = async (): Promise<number> => {
      await wire.send('HeapProfiler.collectGarbage');
      return (await wire.send('Runtime.getHeapUsage')).usedSize / 1024 ** 2;
    };
    let sent = 0;
    const stream = async (seconds: number): Promise<void> => {
      const start = Date.now();
      for (let n = 0; n < seconds * 50; n += 1) {
        await page.waitForTimeout(Math.max(0, start + n * 20 - Date.now()));
        await store((sent += 1));
      }
      await section.locator('.pill', { hasText: `200 of meer nieuwe · laatste: Stroom ${sent}` }).waitFor({ timeout: 5_000 });
    };
    await stream(10);
    const before = await heapMb();
    // Only now: collecting all garbage at once is a pause that nobody but the measurement makes.
    await watchLongTasks(page);
    await wire.send('Performance.enable');
    const busy = async (): Promise<number> =>
      (await wire.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    const begun = await busy();
    await stream(30);
    const share = ((await busy()) - begun) / 30;
    const pauses = await longTasks(page);
    const after = await heapMb();
    console.log(`page busy ${Math.round(share * 100)} %; heap after 500 items ${before.toFixed(1)} MB, after 2,000 ${after.toFixed(1)} MB`);
    expect(pauses).toEqual([]);
    expect(share).toBeLessThan(0.5);
    expect(after).toBeLessThan(before * 1.1);
    const numbers = (): string[] => beside.frames.flatMap(({ data }) => /Stroom (\d+)/.exec(String(data['headline']))?.[1] ?? []);
    await waitFor(() => numbers().length >= sent, 10_000);
    expect(numbers()).toEqual(Array.from({ length: sent }, (_, n) => String(n + 1)));
    beside.close();
    // The page keeps the newest 200: each of them is there, in order.
    await section.locator('.pill').click();
    await section.locator('.live-card', { hasText: `Stroom ${sent}` }).waitFor();
    const shown = (await section.locator('.live-card h3').allTextContents()).map((text) => /Stroom (\d+)/.exec(text)?.[1]);
    expect(shown).toEqual(Array.from({ length: 200 }, (_, n) => String(sent - n)));
  });
});
