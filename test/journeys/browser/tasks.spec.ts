// The daily task of each role within its budget: steps counted by a hand, time by a stopwatch. Of an alarm to its failing hop: operations.spec.ts.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { listCalls, listInbox, listMyNotes, listPromises, readFeelings, recordNote, registerCall, subscribe } from '@spil/contracts';
import { Api, aNote, places, runningSuite, waitFor } from '../suite';
import { desktop, phone, startBrowser, Visitor, type Browser, type Language } from './browser';
import { Hand, watchPointer } from './hand';

const suite = runningSuite();
jest.setTimeout(120_000);
const api = (person: string): Api => new Api(suite, person);
let browser: Browser;
let where: Awaited<ReturnType<typeof places>>;
const unique = (about: string): string => `${about} ${Date.now() % 1_000_000}`;
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true };
const screens = { desktop, phone, tablet };

interface Budget {
  taps?: number;
  seconds: number;
}
/** What the task left behind is checked by the server's own answer, so that a quick page that loses things is no success. */
interface Task {
  person: string;
  path: string;
  budget: Budget;
  /** What must be there before, made by others. */
  before?: () => Promise<void>;
  do: (hand: Hand, visitor: Visitor, language: Language) => Promise<void>;
}

const words = {
  nl: { here: 'Waar ik nu ben', drugs: 'Drugs', useful: 'Nuttig', given: 'Je beoordeling is doorgegeven' },
  fr: { here: 'Là où je suis', drugs: 'Drogues', useful: 'Utile', given: 'Votre avis est transmis' },
} as const;

const note: Task = {
  person: 'inspector-1',
  path: '/straat',
  budget: { taps: 4, seconds: 15 },
  async do(hand, { page }, language) {
    const headline = unique('Dealen aan het fietsenhok');
    await hand.tap(page.locator('button', { hasText: words[language].here }));
    await hand.tap(page.locator('textarea').first());
    await hand.say(headline);
    await hand.tap(page.locator('.choice', { hasText: new RegExp(`^${words[language].drugs}$`) }));
    await hand.tap(page.locator('.send-bar .button.main'));
    await page.locator('.notice.good h2').waitFor();
    const { notes } = await api('inspector-1').ask(listMyNotes, { limit: 5 });
    expect(notes.filter((one) => one.headline === headline)).toHaveLength(1);
  },
};

let counted = 0;
const contact: Task = {
  person: 'inspector-1',
  path: '/vandaag',
  budget: { taps: 3, seconds: 10 },
  async before() {
    counted = (await api('inspector-1').ask(readFeelings, {})).mine;
  },
  async do(hand, { page }) {
    await hand.tap(page.locator('.today-first a').nth(1));
    await hand.tap(page.locator('.face.uneasy'));
    await page.locator('.notice.good').waitFor();
    expect((await api('inspector-1').ask(readFeelings, {})).mine).toBe(counted + 1);
  },
};

let known = '';
/** The card comes without a tap; the one tap is for the author of what helped. */
const scene: Task = {
  person: 'crew-1',
  path: '/live',
  budget: { taps: 1, seconds: 10 },
  async before() {
    known = unique('Dove buur op het gelijkvloers');
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord, { headline: known, theme: 'activity' }));
    const briefed = async () =>
      (await api('inspector-1').ask(listMyNotes, { limit: 5 })).notes
        .find((one) => one.noteId === noteId)
        ?.steps.some(({ step }) => step === 'briefed');
    await waitFor(briefed, 10_000);
  },
  async do(hand, visitor, language) {
    const { page } = visitor;
    await visitor.live();
    hand.start();
    const summary = unique('Geroep in de gang');
    const receivedAt = new Date(Date.now() - 1_000).toISOString();
    await api('dispatcher-1').ask(registerCall, { point: where.noord, nature: 'domestic', urgency: 'urgent', summary, receivedAt });
    const card = page.locator('.scene-card', { hasText: summary }).first();
    const line = card.locator('.scene-line', { hasText: known });
    await line.waitFor();
    expect(hand.taps).toBe(0);
    await hand.tap(line.locator('.rating button', { hasText: words[language].useful }));
    await line.locator(`text=${words[language].given}`).waitFor();
  },
};

/** With the caller on the line: registered, weighed, decided, told. */
const answer: Task = {
  person: 'dispatcher-1',
  path: '/live',
  budget: { taps: 0, seconds: 45 },
  async do(hand, { page }) {
    const pointed = await watchPointer(page);
    const summary = unique('Luide muziek op de derde verdieping');
    await hand.press('Alt+n');
    await hand.type('Ankerstraat 3');
    await page.locator('[role=option]').first().waitFor();
    await hand.press('Enter', 'Tab', ' ', 'Tab', 'Tab');
    await hand.type(summary);
    await hand.press('Tab');
    await hand.type('Oproeper Verzonnen');
    await hand.press('Tab');
    await hand.type('0470 00 00 00');
    await hand.press('Enter');
    const step = page.locator('.answer-call');
    await step.locator('input[value=lifeThreatening]:focus').waitFor();
    await hand.press('ArrowLeft', 'Enter');
    await step.locator('input[value=LATER]:checked:focus').waitFor();
    await hand.press('Tab', ' ');
    await step.locator('.to-say q').waitFor();
    await hand.press('Enter');
    await step.locator('.notice.good:focus').waitFor();
    expect(await pointed()).toBe(0);
    const { calls } = await api('dispatcher-1').ask(listPromises, {});
    expect(calls.filter((call) => call.summary === summary)).toMatchObject([
      {
        ...{ nature: 'noise', urgency: 'notUrgent', triage: { severity: 'limited' }, decision: { response: 'LATER', deviates: false } },
        notices: [{ motive: 'moreUrgentFirst' }],
      },
    ]);
    const { calls: crews } = await api('crew-2').ask(listCalls, { limit: 5 });
    expect(crews.find((call) => call.summary === summary)).not.toHaveProperty('notices');
  },
};

let filed: string[] = [];
const items = 20;
const open = async (): Promise<number> => {
  const { entries } = await api('investigator-1').ask(listInbox, { status: 'new', limit: 100 });
  return entries.filter(({ noteId }) => filed.includes(noteId)).length;
};
const inbox: Task = {
  person: 'investigator-1',
  path: '/opsporing',
  budget: { taps: 0, seconds: 60 },
  async before() {
    filed = [];
    for (let n = 0; n < items; n += 1) {
      const headline = unique(`Valse bankberichten ${n}`);
      filed.push((await api('inspector-1').ask(recordNote, aNote(where.noord, { headline, theme: 'cyberFraud' }))).noteId);
    }
    await waitFor(async () => (await open()) === items, 20_000);
  },
  async do(hand, { page }) {
    const pointed = await watchPointer(page);
    const shown = async () => (await page.locator('.detail h2').count()) > 0 && page.locator('.detail h2').first().textContent();
    const after = async (keys: string[], gone: unknown) => {
      await hand.press(...keys);
      await waitFor(async () => ![gone, false].includes(await shown()), 10_000);
    };
    await page.locator('.entry').first().waitFor();
    // Down and up again, as one looks around; then one by one: accepted, or given back with its reason in one more key.
    await after(['j'], undefined);
    for (const key of ['j', 'k']) await after([key], await shown());
    for (let n = 0; n < items - 1; n += 1) {
      const now = await shown();
      if (n % 3 !== 2) {
        await after(['a'], now);
        continue;
      }
      await hand.press('r');
      await page.locator('[role=dialog] .reasons button:focus').waitFor();
      await after([String((n % 5) + 1)], now);
    }
    await hand.press('a');
    await waitFor(async () => (await open()) === 0, 5_000);
    expect(await pointed()).toBe(0);
  },
};

const table: [name: string, task: Task, screens: (keyof typeof screens)[]][] = [
  ['an inspector notes what was learnt', note, ['phone']],
  ['an inspector records a street contact', contact, ['phone']],
  ['a crew sees what awaits it and says what helped', scene, ['tablet', 'phone']],
  ['a dispatcher goes from a call to a notice by keys', answer, ['desktop']],
  ['an investigator goes through twenty items by keys', inbox, ['desktop']],
];
const rows = (['nl', 'fr'] as const).flatMap((language) =>
  table.flatMap(([name, task, on]) => on.map((screen) => ({ name, task, screen, language }))),
);

/** Who works on which screen in which language; the inspector's two tasks are one visit. */
const visitors = new Map<string, Visitor>();
async function at(person: string, screen: keyof typeof screens, language: Language): Promise<Visitor> {
  const key = [person, screen, language].join();
  const known = visitors.get(key);
  if (known) return known;
  for (const [other, visitor] of visitors) {
    visitors.delete(other);
    await visitor.close();
  }
  const [longitude, latitude] = where.noord;
  const options = { ...screens[screen], geolocation: { longitude, latitude, accuracy: 12 }, permissions: ['geolocation'] };
  const visitor = await Visitor.arrive(browser, { person, language, options });
  visitors.set(key, visitor);
  return visitor;
}

beforeAll(async () => {
  browser = await startBrowser();
  where = await places(suite);
  const criteria = { themes: ['cyberFraud' as const] };
  await api('investigator-1').ask(subscribe, { name: 'Informaticafraude', criteria }, { idempotencyKey: 'browser-cyber' });
});
afterAll(() => browser.close());

describe('within the budget of the daily task', () => {
  it.each(rows)('$name ($screen, $language)', async ({ task, screen, language }) => {
    await task.before?.();
    const visitor = await at(task.person, screen, language);
    await visitor.walk(task.path);
    await visitor.quiet();
    const hand = new Hand(visitor.page);
    await task.do(hand, visitor, language);
    const spent = hand.spentMs;
    if (task.budget.taps !== undefined) expect(hand.taps).toBeLessThanOrEqual(task.budget.taps);
    expect(spent).toBeLessThanOrEqual(task.budget.seconds * 1_000);
    expect(visitor.complaints).toEqual([]);
    console.log(`${task.person} ${screen} ${language}: ${hand.taps} taps, ${hand.keys} keys, ${(spent / 1_000).toFixed(1)} s`);
  });
});
