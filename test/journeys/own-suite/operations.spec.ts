// From an alarm to the failing hop in at most three clicks: a slow database, a consumer that stands still, a poison message. What is stopped is let go again.
import { randomUUID } from 'node:crypto';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { cloudEvent, dropDeadLetter, eventSubject, listDeadLetters, noteRecorded, recordNote, type EventContract } from '@spil/contracts';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pidOf } from '../processes';
import { aNote, Api, places, runningSuite, secretsOf, waitFor } from '../suite';
import { barriers, desktop, overflows, phone, smallTargets, startBrowser, Visitor, type Browser, type Page } from '../browser/browser';
import { Hand } from '../browser/hand';

const suite = runningSuite();
const secrets = secretsOf(suite);
const zone = suite.zone.id;
/** An alarm waits as long as its rule says; the suite of a test has its rules made quicker. */
const patience = 120_000;
let browser: Browser;
let operator: Visitor;
let point: [number, number];

const note = (): Promise<unknown> => new Api(suite, 'inspector-1').ask(recordNote, aNote(point), { idempotencyKey: randomUUID() });
/** The link of one alarm to its failing hop. */
const alarm = (name: string, about: string, page: Page = operator.page) =>
  page.locator(`.alarm[data-alert="${name}"] .alarm-link`, { hasText: about });
const gone = (name: string, about: string): Promise<void> => alarm(name, about).first().waitFor({ state: 'detached', timeout: patience });

/** Stops a program for most of the time, and lets it run now and then: it answers, but slowly. */
function slowed(name: string): () => void {
  const pid = pidOf(suite, name);
  let stopped = false;
  const timer = setInterval(() => {
    stopped = !stopped;
    process.kill(pid, stopped ? 'SIGSTOP' : 'SIGCONT');
  }, 300);
  return () => {
    clearInterval(timer);
    process.kill(pid, 'SIGCONT');
  };
}

/** An event that its producer signed and that breaks the contract: nobody can ever handle it. */
async function poison(): Promise<string> {
  const id = randomUUID().replace(/^(.{14})./, '$17');
  const stamp = { id, zone, aggregate: { kind: 'note', id }, sequence: 1, at: new Date().toISOString() };
  const event = cloudEvent(noteRecorded, stamp, { ...noteRecorded.sample, noteId: 'Kerkstraat 12' });
  const connection: NatsConnection = await connect({
    servers: suite.nats,
    user: 'wijk',
    pass: secrets.nats['wijk'] ?? '',
    inboxPrefix: '_INBOX_wijk',
  });
  const auth = new ProducerAuth({ own: { service: 'wijk', key: secrets.producerKeys['wijk'] ?? '' }, listeningTo: {} });
  const publisher = new WindowPublisher(connection, { auth });
  const subject = eventSubject(noteRecorded as unknown as EventContract, zone, id);
  await publisher.publish({ subject, id, body: Buffer.from(JSON.stringify(event)) });
  await publisher.drain();
  await connection.close();
  return id;
}

interface Awake {
  visitor: Visitor;
  touch: boolean;
}
/** Who may be called at three in the morning: at a desk, and on the phone beside the bed, in both languages. */
const awake: Awake[] = [];

/** From the alarm that fires now to its failing hop, by each of them. */
async function walked(name: string, about: string, to: (page: Page, hand: Hand) => Promise<void>): Promise<void> {
  for (const { visitor, touch } of awake) {
    const { page } = visitor;
    await visitor.go('/operaties');
    const link = alarm(name, about, page).first();
    await link.waitFor({ timeout: patience });
    const hand = new Hand(page, touch);
    await hand.hit(link);
    await to(page, hand);
    expect(hand.taps).toBeLessThanOrEqual(3);
    expect(visitor.complaints).toEqual([]);
  }
}

beforeAll(async () => {
  point = (await places(suite)).noord;
  // What other journeys put aside would alarm as well.
  const api = new Api(suite, 'operator-1');
  const { letters } = await api.ask(listDeadLetters, {});
  for (const { number } of letters) await api.ask(dropDeadLetter, { number, reason: 'test' });
  browser = await startBrowser();
  for (const [language, options] of [['nl', desktop] as const, ['fr', desktop] as const, ['nl', phone] as const, ['fr', phone] as const]) {
    const visitor = await Visitor.arrive(browser, { person: 'operator-1', language, options });
    awake.push({ visitor, touch: options === phone });
  }
  operator = awake[0]!.visitor;
}, 120_000);
afterAll(async () => {
  for (const { visitor } of awake) await visitor.close();
  await browser?.close();
}, 30_000);

describe('from an alarm to the failing hop', () => {
  it('a slow database: the trace names the store it waited for', async () => {
    const release = slowed('mongo');
    const writing = setInterval(() => void note().catch(() => undefined), 500);
    try {
      await walked('DatabaseSlow', 'notes', async (page, hand) => {
        await hand.hit(page.locator('.trace-row').first());
        // 100 ms and more stand on a row of the store itself; a note is stored more than once, and not each time slowly.
        const rows = page.locator('.waterfall-row.marked', { hasText: 'store notes' });
        await rows.first().waitFor();
        expect(await rows.allInnerTexts()).toContainEqual(expect.stringMatching(/[1-9]\d\d(,\d)?\s*ms$|\d\s*s$/));
      });
    } finally {
      clearInterval(writing);
      release();
    }
    await operator.go('/operaties');
    await gone('DatabaseSlow', 'notes');
  }, 300_000);

  it('a consumer that stands still: the row of its durable is marked', async () => {
    const pid = pidOf(suite, 'information-sharing');
    process.kill(pid, 'SIGSTOP');
    try {
      await note();
      await walked('ConsumerStalled', 'information-sharing', async (page) => {
        const row = page.locator('tr.marked');
        await row.waitFor();
        expect(await row.innerText()).toContain('information-sharing');
      });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await operator.go('/operaties');
    await gone('ConsumerStalled', 'information-sharing');
  }, 300_000);

  it('a poison message: the letter says why, not what, and is dropped with a reason', async () => {
    const id = await poison();
    const letter = await waitFor(async () => {
      const { letters } = await new Api(suite, 'operator-1').ask(listDeadLetters, {});
      return letters.find(({ eventId }) => eventId === id);
    }, 20_000);
    const cardOn = (page: Page) => page.locator(`.letter[data-number="${letter.number}"]`);
    await walked('DeadLetter', 'information-sharing', async (page) => {
      const text = await cardOn(page).innerText();
      expect(text).toContain('note-recorded');
      expect(text).not.toContain('Kerkstraat');
    });
    const card = cardOn(operator.page);
    await card.getByRole('button', { name: 'Verwijderen' }).click();
    await operator.page.locator('.modal .choice', { hasText: 'Een proef' }).click();
    await operator.page.getByRole('button', { name: 'Voorgoed verwijderen' }).click();
    await card.waitFor({ state: 'detached' });
    await operator.go('/operaties');
    await gone('DeadLetter', 'information-sharing');
  }, 300_000);
});

describe('every operations page', () => {
  const paths = ['/operaties', '/operaties/sporen', '/operaties/stromen', '/operaties/opzij', '/operaties/alarmen?alarm=DeadLetter'];
  it.each([undefined, phone])(
    'has no barrier, fits and can be hit with a finger (%#)',
    async (options) => {
      const visitor = await Visitor.arrive(browser, { person: 'operator-1', ...(options ? { options } : {}) });
      try {
        const found: string[] = [];
        const traces = `${suite.traces}/api/traces?service=gateway&limit=1&operation=${encodeURIComponent('POST /v1/notes')}`;
        const { data } = (await (await fetch(traces)).json()) as { data: { traceID: string }[] };
        for (const path of [...paths, `/operaties/sporen/${data[0]?.traceID ?? ''}`]) {
          await visitor.go(path);
          await visitor.quiet();
          found.push(...(await barriers(visitor.page)).map((barrier) => `${path}: ${barrier}`));
          if (await overflows(visitor.page)) found.push(`${path}: wider than the device`);
          if (options) found.push(...(await smallTargets(visitor.page)).map((target) => `${path}: ${target}`));
        }
        expect([...found, ...visitor.complaints]).toEqual([]);
      } finally {
        await visitor.close();
      }
    },
    180_000,
  );

  it('is for operators only: to others it does not exist', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'inspector-1' });
    await visitor.go('/operaties');
    expect(await visitor.page.locator('h1').first().innerText()).toContain('bestaat niet');
    await visitor.close();
  }, 60_000);
});
