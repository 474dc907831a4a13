import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runningSuite, waitFor } from '../suite';
import { barriers, phone, startBrowser, Visitor, type Browser, type Page } from './browser';
import { unique } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Something the version before answers by itself; the one of the server knows nothing of it. */
const probe = '/icon.svg?which-version';
const answersProbe = `addEventListener('fetch', (event) => {
  if (event.request.url.endsWith('${probe}')) event.respondWith(new Response('the one before'));
});\n`;
const beforeIsInCharge = (page: Page): Promise<boolean> =>
  page.evaluate(`fetch('${probe}').then((answer) => answer.text()).then((text) => text === 'the one before')`);
/** As one comes back to a page that lay open: it then looks for a newer version. */
const comeBack = (page: Page): Promise<unknown> => page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);

describe('a newer version of the application', () => {
  it('waits beside what is being typed until it is asked for, and is in charge after one reload', async () => {
    const visitor = await Visitor.open(browser, suite, { ...phone, locale: 'nl-BE', serviceWorkers: 'allow' });
    const { page, context } = visitor;
    // Which worker is the newer one is a matter of order. The browser fetches the first as any script, and a newer one past every
    // route: so the first is the one before, and the server's own comes after it.
    await context.route('**/sw.js', async (route) => {
      const script = await route.fetch();
      await route.fulfill({ response: script, body: `${answersProbe}${await script.text()}` });
    });
    await visitor.signIn('inspector-2');
    await visitor.walk('/straat');
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await waitFor(() => beforeIsInCharge(page), 10_000);
    await context.unroute('**/sw.js');
    const sentence = unique('Halverwege een zin');
    await page.locator('textarea').first().fill(sentence);
    await page.locator('.send-say:has-text("bewaard")').waitFor();
    const notice = page.locator('.notice[role=status]', { hasText: 'Er staat een nieuwe versie van Spil klaar' });
    expect(await notice.count()).toBe(0);

    await comeBack(page);
    await notice.waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(sentence);
    expect(await beforeIsInCharge(page)).toBe(true);
    expect(await barriers(page)).toEqual([]);

    let loads = 0;
    page.on('load', () => (loads += 1));
    await notice.getByRole('button', { name: 'Vernieuw nu' }).tap();
    await page.locator('text=staat terug').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(sentence);
    expect(await beforeIsInCharge(page)).toBe(false);
    expect(
      await page.evaluate('navigator.serviceWorker.getRegistration().then(({ waiting, installing }) => [waiting, installing])'),
    ).toEqual([null, null]);
    await visitor.quiet();
    expect([await notice.count(), loads]).toEqual([0, 1]);
    await page.locator('button[aria-label="Concept wissen"]').tap();
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});
