import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { places, runningSuite, waitFor } from '../suite';
import { barOverlaps, barriers, type Page, type Visitor } from './browser';
import { notesOf, onTheStreet, unique, visits, write } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
let noord: [number, number];
const visit = visits();
const inspector = (): Promise<Visitor> => visit(onTheStreet('inspector-2', noord));
/** My notes with one of these sentences, in the order they arrived. */
const arrived = async (headlines: readonly string[]): Promise<string[]> =>
  (await notesOf('inspector-2', headlines)).map(({ headline }) => headline);
/** The application lies whole on the device: from now on it opens without network. */
const onDevice = (page: Page): Promise<unknown> => page.evaluate('navigator.serviceWorker.ready.then(({ active }) => active.state)');
/** Everything the browser keeps of drafts, as text. */
const keptDrafts = (page: Page): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    const opening = indexedDB.open('spil');
    opening.onsuccess = () => {
      const drafts = opening.result.transaction('drafts').objectStore('drafts').getAll();
      drafts.onsuccess = () => resolve(drafts.result.map(({ data, open }) => open ?? new TextDecoder().decode(data)).join());
    };
  })`);
const share = async (page: Page): Promise<void> => {
  await page.locator('button:has-text("Deel melding")').tap();
  await page.locator('h2:has-text("Melding wacht op verbinding")').waitFor();
};

beforeAll(async () => {
  noord = (await places(suite)).noord;
});

describe('Straat without network', () => {
  it('airplane mode in the middle of a sentence, reload, close, reopen, back: each note once, in order', async () => {
    const { page, context } = await inspector();
    await onDevice(page);
    const [first, second, third] = [unique('Eerst'), unique('Dan'), unique('Ten slotte')];
    await write(page, first.slice(0, 3));
    // As at a first visit whose settings were read before the service worker was there.
    await page.evaluate(
      `caches.keys().then((all) => Promise.all(all.map((one) => caches.open(one).then((c) => c.delete('/config.json')))))`,
    );
    await context.setOffline(true);
    await page.locator('textarea').first().fill(first);
    await page.locator('.send-say:has-text("bewaard")').waitFor();

    await page.reload();
    await page.locator('text=staat terug').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(first);
    await share(page);
    await page.locator('button:has-text("Nieuwe melding")').tap();
    await write(page, second);
    await share(page);
    await page.locator('button:has-text("Nieuwe melding")').tap();
    await write(page, third);
    await page.close();

    const again = await context.newPage();
    await again.goto(`${suite.console}/straat`);
    await again.locator('[role=alert]:has-text("Er is geen netwerk")').waitFor();
    expect(await again.locator('textarea').first().inputValue()).toBe(third);
    expect(await again.locator('.queue li .strong').allTextContents()).toEqual([first, second]);
    expect(await barriers(again)).toEqual([]);
    await share(again);
    expect(await again.locator('.queue li .strong').allTextContents()).toEqual([first, second, third]);
    expect(await arrived([first, second, third])).toEqual([]);

    await context.setOffline(false);
    await again.locator('button:has-text("Opnieuw aanmelden")').tap();
    await again.locator(`text=“${third}” is aangekomen`).waitFor();
    await again.locator('.queue').waitFor({ state: 'detached' });
    expect(await arrived([first, second, third])).toEqual([first, second, third]);
  });

  it('the bar has room for what waits and since when there is no network, on a small phone and in the longest language', async () => {
    const options = { viewport: { width: 360, height: 740 } };
    const { page, context } = await visit(onTheStreet('inspector-2', noord, { language: 'fr', at: '/straat/contact', options }));
    await page.locator('.hint:has-text("là où vous êtes")').waitFor();
    await context.setOffline(true);
    await page.locator('.chip.feed.offline').waitFor();
    await page.locator('.face.safe').tap();
    await page.locator('.connection .attention').waitFor();
    expect(await barOverlaps(page)).toEqual([]);
    await context.setOffline(false);
    await page.locator('.connection .attention').waitFor({ state: 'detached' });
  });

  it('a crash between sending and the answer is no second note, and what the browser keeps is not readable', async () => {
    const { page, context } = await inspector();
    await onDevice(page);
    const headline = unique('Antwoord nooit gezien');
    await write(page, headline);
    let reached = 0;
    await context.route('**/v1/notes', async (route) => {
      if (route.request().method() !== 'POST' || reached > 0) return route.fallback();
      reached += 1;
      await route.fetch();
      // The answer never comes: the page dies first.
    });
    await page.locator('button:has-text("Deel melding")').tap();
    await waitFor(async () => (await arrived([headline])).length === 1, 10_000);
    const crash = await context.newCDPSession(page);
    crash.send('Page.crash').catch(() => undefined);
    await page.waitForEvent('crash');

    const again = await context.newPage();
    await again.goto(`${suite.console}/`);
    await again.locator('.landing-card .button.main').tap();
    await again.locator(`text=“${headline}” is aangekomen`).waitFor();
    await again.locator('.queue').waitFor({ state: 'detached' });
    expect(await arrived([headline])).toEqual([headline]);
    await again.goto(`${suite.console}/straat`);
    await again.locator('textarea').first().fill('Onleesbaar voor wie het toestel openbreekt');
    await again.locator('.send-say:has-text("bewaard")').waitFor();
    const kept = await keptDrafts(again);
    expect(kept.length).toBeGreaterThan(100);
    expect(kept).not.toContain('Onleesbaar');
    await again.locator('button[aria-label="Concept wissen"]').tap();
  });

  it('two windows with the same draft: the second version asks which of the two should hold', async () => {
    const { page, context } = await inspector();
    const headline = unique('Uit het eerste venster');
    await write(page, headline);
    const other = await context.newPage();
    await other.goto(`${suite.console}/`);
    await other.locator('.landing-card .button.main').tap();
    await other.locator('.shell h1').first().waitFor();
    await other.goto(`${suite.console}/straat`);
    const changed = `${headline}, en later aangevuld`;
    await other.locator('text=staat terug').waitFor();
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding aangekomen")').waitFor();
    await other.locator('textarea').first().fill(changed);
    await other.locator('button:has-text("Deel melding")').tap();
    await other.locator('.queue li.conflict:has-text("Vanuit een ander venster")').waitFor();
    expect(await barriers(other)).toEqual([]);
    await other.locator('button:has-text("Verstuur als nieuwe melding")').tap();
    await other.locator(`text=“${changed}” is aangekomen`).waitFor();
    expect(await arrived([headline, changed])).toEqual([headline, changed]);
  });
});
