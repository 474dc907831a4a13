// The resident's task (O13): one link, no account, plain Dutch or French; and that nothing more than that leaves.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { answerCitizenContact, recordCitizenContact } from '@spil/contracts';
import type { Locator, Response } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { Api, places, runningSuite } from '../suite';
import { barriers, desktop, overflows, phone, smallTargets, startBrowser, Visitor, type Browser } from './browser';
import { Hand } from './hand';
import { unique } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
const narrow = { ...phone, viewport: { width: 320, height: 700 } };
const dark = { ...desktop, colorScheme: 'dark' } as const;
/** Both sizes in both languages. */
const everyRow = (['nl', 'fr'] as const).flatMap((language) => (['desktop', 'phone'] as const).map((screen) => ({ language, screen })));
let browser: Browser;
let where: Awaited<ReturnType<typeof places>>;

beforeAll(async () => {
  browser = await startBrowser();
  where = await places(suite);
});
afterAll(() => browser.close());

/** A question of one's own, and the link to it. */
async function asked(parts: object = {}) {
  const request = {
    ...{ point: where.noord, channel: 'phone' as const, kind: 'question' as const, subject: unique('Kanarie lamp') },
    ...{ asker: { name: unique('Kanarie'), reach: '0470 11 22 33' }, receivedAt: new Date(Date.now() - 60_000).toISOString() },
    ...parts,
  };
  const made = await new Api(suite, 'inspector-1').ask(recordCitizenContact, request, { idempotencyKey: `resident-${Date.now()}` });
  return { ...made, request, link: `${suite.console}/opvolging#${suite.zone.id}.${made.followCode}` };
}

/** Somebody with a phone and a link, who has never been here; what the network carried is kept. */
async function resident(link: string, options: object = phone, locale = 'nl-BE') {
  const visitor = await Visitor.open(browser, suite, { ...options, locale });
  const responses: Response[] = [];
  visitor.page.on('response', (response) => responses.push(response));
  await visitor.page.goto(link);
  await visitor.page.locator('.resident .state').waitFor();
  return {
    ...visitor,
    page: visitor.page,
    responses,
    close: () => visitor.close(),
    quiet: () => visitor.quiet(),
    complaints: visitor.complaints,
  };
}
type Resident = Awaited<ReturnType<typeof resident>>;

/** No barrier, no scrolling sideways, nothing too small for a thumb, nothing said on the console. */
async function plain({ page, complaints }: Pick<Resident, 'page' | 'complaints'>): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  expect(await overflows(page)).toBe(false);
  expect(await smallTargets(page)).toEqual([]);
  expect(complaints).toEqual([]);
}

/** What a phone's camera makes of the code on the screen. */
async function scanned(code: Locator): Promise<string> {
  const size = Number((await code.getAttribute('viewBox'))?.split(' ').at(-1));
  const path = (await code.locator('path').getAttribute('d')) ?? '';
  const [dot, side] = [4, size * 4];
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)/g))
    for (let at = 0; at < dot * dot; at++) {
      const pixel = (Number(y) * dot + Math.floor(at / dot)) * side + Number(x) * dot + (at % dot);
      data.fill(0, pixel * 4, pixel * 4 + 3);
    }
  return decodeQR({ width: side, height: side, data });
}

const said = async (responses: readonly Response[]): Promise<string> => {
  const texts = responses.filter((one) => !/\.(js|css|svg|png)$/.test(one.url())).map((one) => one.text().catch(() => ''));
  return (await Promise.all(texts)).join('\n');
};

describe('what became of my question', () => {
  it('an inspector notes it on a phone and gives a link; the resident follows it in either language to the answer', async () => {
    const [longitude, latitude] = where.noord;
    const here = { geolocation: { longitude, latitude, accuracy: 12 }, permissions: ['geolocation', 'clipboard-read', 'clipboard-write'] };
    const inspector = await Visitor.arrive(browser, { person: 'inspector-1', at: '/contacten', options: { ...phone, ...here } });
    const [subject, name] = [unique('Kanarie vraagt naar de lamp'), unique('Kanarie Bewoner')];
    const form = inspector.page.locator('form.part').last();
    await form.locator('textarea').fill(subject);
    await form.locator('button:has-text("Waar ik nu ben")').tap();
    await form.locator('.located .lucide-map-pin').waitFor();
    await form.locator('input[autocomplete=off]').nth(-2).fill(name);
    await form.locator('input[autocomplete=off]').last().fill('0470 11 22 33');
    await form.locator('button.main').tap();
    await form.locator('.notice.good button:has-text("Geef de inwoner een link")').tap();
    const sheet = inspector.page.locator('dialog .follow-sheet');
    await sheet.locator('svg.qr').waitFor();
    const link = await sheet.locator('input').inputValue();
    expect(link).toMatch(new RegExp(`^${suite.console}/opvolging#${suite.zone.id}\\.[A-Za-z0-9_-]{43}$`));
    expect(await scanned(sheet.locator('svg.qr'))).toBe(link);
    await sheet.locator('button:has-text("Kopieer de link")').tap();
    await sheet.locator('text=De link is gekopieerd').waitFor();
    expect(await inspector.page.evaluate('navigator.clipboard.readText()')).toBe(link);
    expect(await barriers(inspector.page)).toEqual([]);
    await inspector.page.emulateMedia({ media: 'print' });
    const slip = inspector.page.locator('.follow-slip');
    expect([await slip.isVisible(), await inspector.page.locator('#root').isVisible()]).toEqual([true, false]);
    expect(await slip.textContent()).not.toMatch(/Kanarie|0470/);
    await inspector.page.emulateMedia({ media: null });
    await inspector.page.locator('dialog button:has-text("Sluit")').tap();

    const [dutch, french] = [await resident(link, narrow), await resident(link, dark, 'fr-BE')];
    const everybody = [dutch, french, await resident(link, dark), await resident(link, narrow, 'fr-BE')];
    for (const [at, one] of everybody.entries()) {
      const sentence = at % 2 === 0 ? 'Ina Demo antwoordt u ten laatste op' : 'vous répond au plus tard le';
      await one.page.locator('.state-sentence', { hasText: sentence }).waitFor();
      expect(await one.page.locator('html').getAttribute('lang')).toBe(at % 2 === 0 ? 'nl' : 'fr');
      await plain(one);
    }
    await french.page.locator('button:has-text("English")').click();
    await french.page.locator('.state-sentence:has-text("at the latest")').waitFor();

    const card = inspector.page.locator('.card', { hasText: subject });
    await card.locator('button:has-text("Antwoord")').tap();
    await card.locator('textarea').fill('De gemeente herstelt de lamp vrijdag.');
    await card.locator('label:has-text("leest dit antwoord") input').check();
    expect(await barriers(inspector.page)).toEqual([]);
    await card.locator('button:has-text("Noteer antwoord")').tap();
    await card.waitFor({ state: 'detached' });

    for (const one of everybody.filter((other) => other !== french)) {
      await one.page.reload();
      await one.page.locator('.state.good:has-text("De gemeente herstelt de lamp vrijdag.")').waitFor();
    }
    await french.page.locator('button:has-text("Look again")').click();
    await french.page.locator('.state.good:has-text("You have an answer")').waitFor();
    for (const one of everybody) {
      await plain(one);
      expect(await said(one.responses)).not.toMatch(/Kanarie|0470 11 22 33/);
      await one.close();
    }
    expect(inspector.complaints).toEqual([]);
    await inspector.close();
  });

  it.each(everyRow)(
    'costs one link and nothing else: no sign-in, no feed, little script ($screen, $language)',
    async ({ screen, language }) => {
      const { link, followCode = '-' } = await asked();
      // As a device that would keep an application, if one asked it to.
      const options = { ...(screen === 'phone' ? phone : desktop), locale: `${language}-BE`, serviceWorkers: 'allow' } as const;
      const visitor = await Visitor.open(browser, suite, options);
      const wire = await visitor.context.newCDPSession(visitor.page);
      await wire.send('Network.enable');
      const sizes = new Map<string, number>();
      wire.on('Network.responseReceived', ({ requestId, response }) => void (/\.js$/.test(response.url) && sizes.set(requestId, 0)));
      wire.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
        const before = sizes.get(requestId);
        if (before !== undefined) sizes.set(requestId, before + encodedDataLength);
      });
      const urls: string[] = [];
      visitor.page.on('request', (request) => urls.push(request.url()));
      const hand = new Hand(visitor.page);
      hand.start();
      await visitor.page.goto(link);
      await visitor.page.locator('.state-sentence', { hasText: language === 'nl' ? 'ten laatste op' : 'au plus tard le' }).waitFor();
      await visitor.quiet();
      expect([hand.taps, hand.keys]).toEqual([0, 0]);
      const own = new RegExp(`^/(opvolging|assets/[^/]+|icon\\.svg|v1/public/${suite.zone.id}/followed-contact)$`);
      const others = urls.map((url) => new URL(url)).filter(({ origin, pathname }) => origin !== suite.console || !own.test(pathname));
      expect([others.map(String), urls.filter((url) => url.includes(followCode) || url.includes('?'))]).toEqual([[], []]);
      expect(await visitor.page.evaluate('navigator.serviceWorker.getRegistrations().then((all) => all.length)')).toBe(0);
      const script = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      expect(script).toBeGreaterThan(20_000);
      expect(script).toBeLessThanOrEqual(130_000);
      console.log(
        `a resident's first view, ${screen} ${language}: ${Math.round(script / 1_000)} kB of script, ${urls.length} requests, ${hand.taps} taps`,
      );
      await visitor.close();
    },
  );

  it('says honestly that it is late, and what to do', async () => {
    const receivedAt = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString();
    const late = await resident((await asked({ kind: 'complaint', receivedAt })).link, { ...narrow, colorScheme: 'dark' });
    await late.page.locator('.state.attention:has-text("Ons antwoord is te laat")').waitFor();
    await late.page.locator('h1:has-text("Uw klacht")').waitFor();
    await late.page.locator('.reach a.call').first().waitFor();
    await plain(late);
    await late.close();
  });

  it('shows no answer that was not meant to be shown', async () => {
    const { link, contactId } = await asked();
    await new Api(suite, 'inspector-1').ask(answerCitizenContact, { contactId, answer: 'Kanarie voor onszelf' });
    const kept = await resident(link);
    await kept.page.locator('.state.good:has-text("staat niet op deze pagina")').waitFor();
    await plain(kept);
    expect(await said(kept.responses)).not.toContain('Kanarie');
    await kept.close();
  });

  it('with a changed code leads nowhere, says why that can be and what to do', async () => {
    const { link } = await asked();
    const sign = link.at(-4) === 'A' ? 'B' : 'A';
    for (const wrong of [`${link.slice(0, -4)}${sign}${link.slice(-3)}`, link.slice(0, -5), link.replace(/#\w+\./, '#buur.')]) {
      const lost = await resident(wrong);
      await lost.page.locator('[role=alert]:has-text("Deze link werkt niet"):has-text("Bel uw politiezone")').waitFor();
      await plain(lost);
      expect(await said(lost.responses)).not.toMatch(/Kanarie|Ina Demo/);
      await lost.close();
    }
  });

  it('keeps what it showed when there is no network, with of when it is, and looks again by itself', async () => {
    const { link, contactId } = await asked();
    const one = await resident(link);
    await one.page.locator('.as-of:has-text("Stand van")').waitFor();
    await one.context.setOffline(true);
    await one.page.locator('button:has-text("Kijk opnieuw")').tap();
    await one.page.locator('[role=alert]:has-text("Er is nu geen verbinding")').waitFor();
    expect(await one.page.locator('.state-sentence').isVisible()).toBe(true);
    await plain(one);
    await new Api(suite, 'inspector-1').ask(answerCitizenContact, { contactId, answer: 'Vrijdag.', forResident: true });
    await one.context.setOffline(false);
    await one.page.locator('.state-answer:has-text("Vrijdag.")').waitFor();
    expect(await one.page.locator('[role=alert]').count()).toBe(0);
    await one.close();
  });

  it('is the same page for an officer who is signed in, with the application kept on the device', async () => {
    const { link } = await asked();
    const officer = await Visitor.arrive(browser, { person: 'inspector-1', options: { ...desktop, serviceWorkers: 'allow' } });
    await officer.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await officer.page.reload();
    await officer.page.locator('.shell h1').first().waitFor();
    await officer.page.goto(link);
    await officer.page.locator('.resident .state-sentence').waitFor();
    expect(await officer.page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true);
    expect(officer.complaints).toEqual([]);
    await officer.close();
  });
});
