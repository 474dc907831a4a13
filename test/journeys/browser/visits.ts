import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { listMyNotes } from '@spil/contracts';
import { Api, runningSuite } from '../suite';
import { phone, startBrowser, Visitor, type Browser, type Page, type Visit } from './browser';

/** The browser of a spec. Who came leaves at the end of the test, and no page may have complained. */
export function visits(): (visit: Visit) => Promise<Visitor> {
  let browser: Browser;
  const here: Visitor[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterEach(async () => {
    for (const visitor of here.splice(0)) {
      expect(visitor.complaints).toEqual([]);
      await visitor.close();
    }
  });
  afterAll(() => browser.close());
  return async (visit) => {
    const visitor = await Visitor.arrive(browser, visit);
    here.push(visitor);
    return visitor;
  };
}

/** A phone that knows it is here and keeps the application, in the hand of an inspector who is about to note something. */
export const onTheStreet = (person: string, [longitude, latitude]: [number, number], more: Partial<Visit> = {}): Visit => ({
  person,
  at: '/straat',
  ...more,
  options: {
    ...phone,
    geolocation: { longitude, latitude, accuracy: 12 },
    permissions: ['geolocation'],
    serviceWorkers: 'allow',
    ...more.options,
  },
});

/** Words that no other test writes. */
export const unique = (about: string): string => `${about} (proef ${Date.now()})`;

/** Fills the note's form until the device has kept it. */
export async function write(page: Page, headline: string): Promise<void> {
  await page.locator('button:has-text("Waar ik nu ben")').tap();
  await page.locator('.located .lucide-map-pin').waitFor();
  await page.locator('textarea').first().fill(headline);
  await page.locator('.choice:has-text("Overlast")').tap();
  await page.locator('.send-say:has-text("bewaard")').waitFor();
}

/** What arrived of a person's notes with one of these headlines, in the order they did. */
export async function notesOf(person: string, headlines: readonly string[]) {
  const { notes } = await new Api(runningSuite(), person).ask(listMyNotes, { limit: 100 });
  return notes.filter(({ headline }) => headlines.includes(headline)).sort((a, b) => a.recordedAt.localeCompare(b.recordedAt));
}
