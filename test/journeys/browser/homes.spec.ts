// The first page of each role: light enough for a poor network, found by its names, whole at twice the size, still for who asked for that.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runningSuite } from '../suite';
import { clipped, moving, overflows, phone, startBrowser, Visitor, type Browser, type Page } from './browser';
import { around, namesOf } from './homes.names';
import { fillZone } from './scene';

const suite = runningSuite();
jest.setTimeout(120_000);
let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
  await fillZone(suite);
});
afterAll(() => browser.close());

/** A desk of 1280 by 800 at 200 %. */
const twiceTheSize = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2, reducedMotion: 'reduce' as const };

/** Bytes of script the wire carries for the page that stands now, map and all, from an empty cache, as the gateway compresses it. */
async function scriptOf(visitor: Visitor): Promise<number> {
  const wire = await visitor.context.newCDPSession(visitor.page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Map<string, number>();
  wire.on('Network.responseReceived', ({ requestId, response }) => void (/\.js$/.test(response.url) && scripts.set(requestId, 0)));
  // The bodies only: headers are a matter of the connection, and a handful of frames over HTTP/2.
  wire.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const before = scripts.get(requestId);
    if (before !== undefined) scripts.set(requestId, before + encodedDataLength);
  });
  await visitor.page.reload();
  await visitor.page.locator('.shell h1').first().waitFor();
  await visitor.quiet();
  // A map is part of what one sees first; its script comes last.
  if ((await visitor.page.locator('.map').count()) > 0) await visitor.page.locator('.leaflet-control-zoom').first().waitFor();
  await visitor.quiet();
  await wire.detach();
  return [...scripts.values()].reduce((sum, size) => sum + size, 0);
}

/** Those of these that a screen reader does not find on the page. */
async function unnamed(page: Page, wanted: readonly string[]): Promise<string[]> {
  const found = (await page.locator('body').ariaSnapshot()).split('\n').map((line) => line.trim().replace(/^- '?/, ''));
  // After a name comes nothing, what it holds, or its state; a longer name is another one.
  const isFound = (name: string) => found.some((line) => line.startsWith(name) && [undefined, ':', ' ', "'"].includes(line[name.length]));
  return wanted.filter((name) => !isFound(name));
}

describe.each(Object.keys(namesOf))('the home of %s', (person) => {
  let visitor: Visitor;
  beforeAll(async () => {
    // In the language with the longer words: they take more bytes, and more room.
    visitor = await Visitor.arrive(browser, { person, language: 'fr', options: twiceTheSize });
  });
  afterAll(async () => {
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('asks at most 200 kB of script', async () => {
    // What still comes for the page of the sign-in would be counted with this one.
    await visitor.quiet();
    const total = await scriptOf(visitor);
    expect(total).toBeGreaterThan(100_000);
    expect(total).toBeLessThanOrEqual(200_000);
  });

  it('is whole at 200 % zoom, and nothing moves for who asked for that', async () => {
    const { page } = visitor;
    const home = new URL(page.url()).pathname;
    for (const path of [...(person === 'inspector-1' ? ['/straat', '/mijn-meldingen', '/wijken'] : []), home]) {
      await visitor.walk(path);
      await visitor.quiet();
      expect([path, await overflows(page), await clipped(page), await moving(page)]).toEqual([path, false, [], []]);
    }
  });

  it('names what is there to do, in fr and nl', async () => {
    const { page } = visitor;
    expect(await unnamed(page, [...around.fr, ...(namesOf[person]?.fr ?? [])])).toEqual([]);
    await page.getByRole('button', { name: 'Mon compte' }).click();
    await page.getByRole('button', { name: 'Nederlands' }).click();
    await page.locator('html[lang=nl]').waitFor();
    await page.keyboard.press('Escape');
    expect(await unnamed(page, [...around.nl, ...(namesOf[person]?.nl ?? [])])).toEqual([]);
  });
});

it('an inspector who begins on the street is asked no more script, map and all', async () => {
  const visitor = await Visitor.arrive(browser, { person: 'inspector-1', language: 'fr', at: '/straat', options: phone });
  const total = await scriptOf(visitor);
  expect(await visitor.page.locator('.leaflet-control-zoom').count()).toBe(1);
  expect(total).toBeGreaterThan(100_000);
  expect(total).toBeLessThanOrEqual(200_000);
  await visitor.close();
});

it('what moves and what is cut off would be seen', async () => {
  const visitor = await Visitor.arrive(browser, { person: 'inspector-1', options: twiceTheSize });
  const { page } = visitor;
  // The first of its times is none, and part of it is no element: both count.
  await page.evaluate(`{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.planted { display: block; transition: color 0s, opacity 1s; overflow: hidden; width: 20px; white-space: nowrap } .planted::before { content: "x"; animation: none 0s, none 2s }');
    document.adoptedStyleSheets = [sheet];
    const planted = document.createElement('i');
    planted.className = 'planted';
    planted.textContent = 'Wijkinspecteur';
    document.querySelector('main').append(planted);
  }`);
  expect([await moving(page), await clipped(page)]).toEqual([[], ['i.planted "Wijkinspecteur"']]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving(page)).toEqual(['i.planted: 0s, 1s / 0s', 'i.planted::before: 0s / 0s, 2s']);
  await visitor.close();
});
