// The daily task of each role within its budget, at a desk and on a phone: steps counted by a hand, time by a stopwatch. Of an alarm to its failing hop: operations.spec.ts.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { subscribe } from '@spil/contracts';
import { places, runningSuite } from '../suite';
import { desktop, phone, startBrowser, Visitor, type Browser, type Language } from './browser';
import { api, type Task } from './daily';
import { answer, answerByThumb, inbox, inboxByThumb } from './daily-desk';
import { contact, note, scene } from './daily-street';
import { Hand } from './hand';

jest.setTimeout(120_000);
let browser: Browser;
let point: [number, number];
const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true };
const screens = { desktop, phone, tablet };
type Screen = keyof typeof screens;

const table: [name: string, task: Task, screens: Screen[]][] = [
  ['an inspector notes what was learnt', note, ['desktop', 'phone']],
  ['an inspector records a street contact', contact, ['desktop', 'phone']],
  ['a crew sees what awaits it and says what helped', scene, ['desktop', 'tablet', 'phone']],
  ['a dispatcher goes from a call to a notice by keys', answer, ['desktop']],
  ['a dispatcher goes from a call to a notice by thumb', answerByThumb, ['phone']],
  ['an investigator goes through twenty items by keys', inbox, ['desktop']],
  ['an investigator goes through twenty items by thumb', inboxByThumb, ['phone']],
];
/** Screen by screen, so that the inspector's two tasks are one visit. */
const rows = (['nl', 'fr'] as const).flatMap((language) =>
  (['desktop', 'phone', 'tablet'] as const).flatMap((screen) =>
    table.filter(([, , on]) => on.includes(screen)).map(([name, task]) => ({ name, task, screen, language })),
  ),
);

/** Who works on which screen in which language. */
const visitors = new Map<string, Visitor>();
async function at(person: string, screen: Screen, language: Language): Promise<Visitor> {
  const key = [person, screen, language].join();
  const known = visitors.get(key);
  if (known) return known;
  for (const [other, visitor] of visitors) {
    visitors.delete(other);
    await visitor.close();
  }
  const [longitude, latitude] = point;
  const options = { ...screens[screen], geolocation: { longitude, latitude, accuracy: 12 }, permissions: ['geolocation'] };
  const visitor = await Visitor.arrive(browser, { person, language, options });
  visitors.set(key, visitor);
  return visitor;
}

beforeAll(async () => {
  browser = await startBrowser();
  point = (await places(runningSuite())).noord;
  const criteria = { themes: ['cyberFraud' as const] };
  await api('investigator-1').ask(subscribe, { name: 'Informaticafraude', criteria }, { idempotencyKey: 'browser-cyber' });
});
afterAll(() => browser.close());

describe('within the budget of the daily task', () => {
  it.each(rows)('$name ($screen, $language)', async ({ task, screen, language }) => {
    await task.before?.(point);
    const visitor = await at(task.person, screen, language);
    await visitor.walk(task.path);
    await visitor.quiet();
    const hand = new Hand(visitor.page, screen !== 'desktop');
    await task.do(hand, { visitor, language, point });
    const spent = hand.spentMs;
    if (task.budget.taps !== undefined) expect(hand.taps).toBeLessThanOrEqual(task.budget.taps);
    expect(spent).toBeLessThanOrEqual(task.budget.seconds * 1_000);
    expect(visitor.complaints).toEqual([]);
    console.log(`${task.person} ${screen} ${language}: ${hand.taps} taps, ${hand.keys} keys, ${(spent / 1_000).toFixed(1)} s`);
  });
});
