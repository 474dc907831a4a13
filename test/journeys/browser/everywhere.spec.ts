import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { listCitizenContacts, listDeadLetters, listNeighbourhoods } from '@spil/contracts';
import { Api, runningSuite, waitFor } from '../suite';
import {
  barriers,
  desktop,
  mapTroubles,
  overflows,
  phone,
  smallTargets,
  startBrowser,
  Visitor,
  type Browser,
  type Language,
} from './browser';
import { fillZone } from './scene';

const suite = runningSuite();
jest.setTimeout(180_000);
let browser: Browser;
let wijk: string;

const placesOf: Record<string, string[]> = {
  'inspector-1': [
    '/vandaag',
    '/straat',
    '/mijn-meldingen',
    '/wijken',
    '/milieu',
    '/straat/contact',
    '/bemiddeling',
    '/contacten',
    '/bereikbaarheid',
  ],
  'chief-1': [
    '/vandaag',
    '/morgen',
    '/straat',
    '/wijken',
    '/toewijzingen',
    '/mijn-meldingen',
    '/straat/contact',
    '/bemiddeling',
    '/contacten',
    '/bereikbaarheid',
  ],
  'crew-1': ['/live', '/wijken'],
  'dispatcher-1': ['/live', '/wijken'],
  'investigator-1': ['/opsporing', '/opsporing/volgen'],
  'environment-1': ['/opsporing', '/opsporing/volgen', '/milieu', '/wijken'],
  'mediator-1': ['/bemiddeling'],
  'clerk-1': ['/bemiddeling', '/milieu', '/contacten'],
  'administrator-1': ['/toewijzingen'],
  'auditor-1': ['/inzage'],
  'operator-1': ['/operaties', '/operaties/alarmen', '/operaties/sporen', '/operaties/stromen', '/operaties/opzij'],
};
const every = [...new Set(Object.values(placesOf).flat())];

beforeAll(async () => {
  browser = await startBrowser();
  await fillZone(suite);
  wijk = (await new Api(suite, 'inspector-1').ask(listNeighbourhoods, {})).features[0]?.id ?? '';
});
afterAll(() => browser.close());

/** Looks at one place as axe, the ruler and the thumb do. */
async function look(visitor: Visitor, path: string, isPhone: boolean): Promise<void> {
  await visitor.walk(path);
  await visitor.quiet();
  expect([path, await barriers(visitor.page)]).toEqual([path, []]);
  expect([path, await overflows(visitor.page)]).toEqual([path, false]);
  expect([path, await mapTroubles(visitor.page)]).toEqual([path, []]);
  if (isPhone) expect([path, await smallTargets(visitor.page)]).toEqual([path, []]);
}

/** At most five stand in the navigation, the rest is reached from home and by Ctrl-K; another address does not exist. */
async function onlyOwn(visitor: Visitor, paths: readonly string[]): Promise<void> {
  const links = await visitor.page.locator('nav.places a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  expect(links).toEqual(paths.slice(0, 5));
  const foreign = every.find((path) => !paths.some((own) => path === own || path.startsWith(`${own}/`)));
  if (!foreign || paths.length === 0) return;
  await visitor.walk(foreign);
  await visitor.page.locator('h1', { hasText: /Deze pagina bestaat niet|Cette page n’existe pas/ }).waitFor();
}

const devices = [
  ['nl', 'phone', 'dark'],
  ['fr', 'desktop', 'light'],
] as const;

async function visitAll(person: string, [language, device, colorScheme]: (typeof devices)[number]): Promise<void> {
  const paths = placesOf[person] ?? [];
  const options = { ...(device === 'phone' ? { ...phone, viewport: { width: 360, height: 740 } } : desktop), colorScheme };
  const visitor = await Visitor.arrive(browser, { person, language: language as Language, options });
  for (const path of paths) await look(visitor, path, device === 'phone');
  if (person === 'administrator-1')
    for (const part of ['wijkinspecteurs', 'ploegen']) await look(visitor, `/toewijzingen/${part}`, device === 'phone');
  if (paths.includes('/wijken')) await look(visitor, `/wijken/${wijk}`, device === 'phone');
  await onlyOwn(visitor, paths);
  expect([language, device, visitor.complaints]).toEqual([language, device, []]);
  await visitor.close();
}

describe('each role', () => {
  // Both devices at once: either waits for its own page most of the time.
  it.each(Object.keys(placesOf))(
    '%s sees its own pages and no others, without barriers, in nl on a dark phone and in fr at a desk',
    (person) => Promise.all(devices.map((device) => visitAll(person, device))).then(() => undefined),
  );
});

describe('a resident', () => {
  it.each(devices)('reads the page behind a link without barriers, in %s on a %s that is %s', async (language, device, colorScheme) => {
    const { contacts } = await new Api(suite, 'inspector-1').ask(listCitizenContacts, {});
    const code = contacts.find(({ followCode }) => followCode)?.followCode ?? '';
    const options = { ...(device === 'phone' ? { ...phone, viewport: { width: 320, height: 740 } } : desktop), colorScheme };
    const visitor = await Visitor.open(browser, suite, { ...options, locale: `${language}-BE` });
    await visitor.page.goto(`${suite.console}/opvolging#${suite.zone.id}.${code}`);
    await visitor.page.locator('.state-sentence').waitFor();
    expect(await barriers(visitor.page)).toEqual([]);
    expect(await overflows(visitor.page)).toBe(false);
    if (device === 'phone') expect(await smallTargets(visitor.page)).toEqual([]);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

describe('the application itself', () => {
  it('speaks both languages at once, and remembers which', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'crew-1' });
    const { page } = visitor;
    await page.locator('button.account[popovertarget]').click();
    await page.locator('.account-box:popover-open').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.locator('button:has-text("Français")').click();
    await page.locator('h1:has-text("En direct")').waitFor();
    await page.reload();
    await page.locator('h1:has-text("En direct")').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    // Who installs it now has it in French; the browser itself says whether it can.
    const wire = await visitor.context.newCDPSession(page);
    const { url, errors } = await wire.send('Page.getAppManifest');
    expect([url, errors]).toEqual([`${suite.console}/manifest.fr.webmanifest`, []]);
    await visitor.walk('/toewijzingen');
    await page.locator('h1', { hasText: 'Cette page n’existe pas' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await visitor.close();
  });

  it('a map that was made out of sight shows its zone once it is seen', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'crew-1' });
    const { page } = visitor;
    // As a page does that still waits for another of its parts: it is there and has no size.
    await page.addInitScript(
      `const hidden = new CSSStyleSheet(); hidden.replaceSync('.map-box { display: none }'); document.adoptedStyleSheets = [hidden];`,
    );
    await visitor.go('/wijken');
    await page.locator('.map-wijk').first().waitFor({ state: 'attached' });
    await page.evaluate('document.adoptedStyleSheets = []');
    await waitFor(async () => (await page.locator('.map-name').count()) > 3, 5_000);
    expect(await mapTroubles(page)).toEqual([]);
    await visitor.close();
  });

  it('a server that does not answer is told in words, with what is safe and what to do', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'crew-1' });
    const { page, context } = visitor;
    await context.route('**/v1/briefings*', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ code: 'unavailable', status: 503 }) }),
    );
    await visitor.go('/live');
    await page.locator('[role=alert]:has-text("Er is niets verloren")').waitFor({ timeout: 15_000 });
    expect(await barriers(page)).toEqual([]);
    await context.unroute('**/v1/briefings*');
    await page.locator('button:has-text("Opnieuw proberen")').click();
    await page.locator('.live-card').first().waitFor();
    await visitor.close();
  });

  it('a session that ended keeps the page and asks to sign in again', async () => {
    // By hand: a session that was brought along has nothing to be renewed with.
    const visitor = await Visitor.open(browser, suite, { ...phone, locale: 'nl-BE' });
    const { page, context } = visitor;
    await page.goto(suite.console);
    await page.locator('.landing-card .button.main').waitFor();
    expect([await barriers(page), await smallTargets(page)]).toEqual([[], []]);
    await visitor.signIn('inspector-1');
    await visitor.walk('/straat');
    await page.locator('textarea').first().fill('Halverwege een zin');
    await context.route('**/token', (route) => route.abort());
    await context.route('**/v1/locate', (route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"unauthenticated"}' }),
    );
    await page.locator('.where input[role=combobox]').fill('Anker');
    await page.locator('[role=option]').first().tap();
    await page.locator('[role=alert]:has-text("aanmelding is verlopen")').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe('Halverwege een zin');
    expect(await barriers(page)).toEqual([]);
    await visitor.close();
  });

  it('a page that cannot be drawn says so, and the others are still there', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'crew-1', at: '/wijken' });
    const { page, context } = visitor;
    await context.route('**/v1/briefings*', (route) => route.fulfill({ json: { briefings: 'none', asOf: new Date().toISOString() } }));
    await visitor.walk('/live');
    await page.locator('[role=alert] h1:has-text("Deze pagina kan niet getoond worden")').waitFor();
    expect(await barriers(page)).toEqual([]);
    // It is on the console as well, which is what it is for.
    expect(visitor.complaints.splice(0).length).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Wijken' }).click();
    await page.locator('.map-wijk').first().waitFor();
    await visitor.close();
  });

  it('what an operator opens has no barriers either: a letter about to be dropped, a step of a trace', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'operator-1', language: 'fr' });
    const { page, context } = visitor;
    await context.route('**/v1/operations/dead-letters', (route) => route.fulfill({ json: listDeadLetters.sample.answer }));
    await visitor.walk('/operaties/opzij');
    await page.getByRole('button', { name: 'Supprimer' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const ofNotes = `${suite.traces}/api/traces?service=gateway&limit=1&operation=${encodeURIComponent('POST /v1/notes')}`;
    const { data } = (await (await fetch(ofNotes)).json()) as { data: { traceID: string }[] };
    await visitor.walk(`/operaties/sporen/${data[0]?.traceID}`);
    await page.locator('.waterfall-button').nth(1).click();
    await page.locator('.waterfall-button[aria-expanded=true]').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});
