// Takes every page in nl and fr, on a desktop and a phone, light and dark, against a running suite. Output: .spil/shots.
// Fewer: npm run shots -- nl-phone-dark live wijk. SHOTS_WHOLE=1 takes pages to their end.
// npm run shots -- readme takes the pictures of the README, into .docs.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { feelings, listNeighbourhoods, recordDailyContact } from '@spil/contracts';
import { Api, runningSuite } from '../suite';
import { desktop, phone, startBrowser, Visitor, type Language, type Page } from './browser';
import { openGallery, serveGallery } from './gallery-page';
import { fillZone } from './scene';
import { linksOf, shotsOf, type Shot } from './shots.pages';

interface Way {
  language: Language;
  device: 'desktop' | 'phone';
  scheme: 'light' | 'dark';
}
const nameOf = ({ language, device, scheme }: Way): string => `${language}-${device}-${scheme}`;
const ways: Way[] = (['nl', 'fr'] as const).flatMap((language) =>
  (['desktop', 'phone'] as const).flatMap((device) => (['light', 'dark'] as const).map((scheme) => ({ language, device, scheme }))),
);

/** What the README shows: the file in .docs, and the shot it is. */
const readme: Record<string, [way: string, name: string]> = {
  'live.png': ['nl-desktop-light', 'live'],
  'investigation.png': ['nl-desktop-light', 'opsporing-bericht'],
  'street.png': ['nl-phone-light', 'straat-ingevuld'],
};

const asked = process.argv.slice(2);
const forReadme = asked.includes('readme');
const isWay = (word: string): boolean => ways.some((way) => nameOf(way) === word);
const only = forReadme ? Object.values(readme).map(([way]) => way) : asked.filter(isWay);
const names = forReadme ? [] : asked.filter((word) => !isWay(word));
const isWanted = (way: Way, name: string): boolean =>
  forReadme
    ? Object.values(readme).some(([where, what]) => where === nameOf(way) && what === name)
    : names.length === 0 || names.includes(name);

const suite = runningSuite();
const browser = await startBrowser();
let gallery: Awaited<ReturnType<typeof serveGallery>> | undefined;
let taken = 0;

/** Nothing is asked any more, and grey lines have become content. */
const settled = async (visitor: Visitor): Promise<void> => {
  await visitor.quiet();
  await visitor.page.locator('.loading').first().waitFor({ state: 'detached' });
};

const fileOf = (way: Way, name: string): string => join(suite.dataDir, 'shots', nameOf(way), `${name}.png`);
const optionsOf = ({ language, device, scheme }: Way) => ({
  ...(device === 'phone' ? phone : desktop),
  colorScheme: scheme,
  locale: `${language}-BE`,
});

async function take(page: Page, way: Way, name: string, fullPage = process.env['SHOTS_WHOLE'] === '1'): Promise<void> {
  mkdirSync(join(suite.dataDir, 'shots', nameOf(way)), { recursive: true });
  await page.screenshot({ path: fileOf(way, name), fullPage });
  taken += 1;
}

/** Who is not signed in: an officer at the door, residents behind their links. */
async function strangers(way: Way): Promise<void> {
  const links = (await linksOf(suite)).filter(({ name }) => isWanted(way, name));
  const door = ['aanmelden', 'wie-meldt-aan'].some((name) => isWanted(way, name));
  if (links.length === 0 && !door) return;
  const stranger = await Visitor.open(browser, suite, optionsOf(way));
  const { page } = stranger;
  if (door) {
    await page.goto(suite.console);
    await page.locator('.landing-card .button.main').waitFor();
    await take(page, way, 'aanmelden');
    await page.locator('.landing-card .button.main').click();
    await page.locator('button[value="inspector-1"]').waitFor();
    await take(page, way, 'wie-meldt-aan');
  }
  for (const { name, url } of links) {
    await page.goto('about:blank');
    await page.goto(url);
    await page.locator('.resident .state').waitFor();
    await take(page, way, name, true);
  }
  await stranger.close();
}

/** Every state of every part, from the development server: no suite has this page. */
async function states(way: Way): Promise<void> {
  if (!isWanted(way, 'galerij')) return;
  gallery ??= await serveGallery();
  const stranger = await Visitor.open(browser, suite, optionsOf(way));
  await openGallery(stranger.page, gallery.address);
  await take(stranger.page, way, 'galerij', true);
  await stranger.close();
}

/** A newer version waits. The browser fetches the first worker as any script and a newer one past every route: the first is made another. */
async function newerVersion(way: Way): Promise<void> {
  if (!isWanted(way, 'nieuwe-versie')) return;
  const visitor = await Visitor.open(browser, suite, { ...optionsOf(way), serviceWorkers: 'allow' });
  const { page, context } = visitor;
  await context.route('**/sw.js', async (route) => {
    const script = await route.fetch();
    await route.fulfill({ response: script, body: `${await script.text()}\n// the one before` });
  });
  await visitor.signIn('inspector-2');
  await page.evaluate(`new Promise((inCharge) => {
    if (navigator.serviceWorker.controller) inCharge();
    else navigator.serviceWorker.addEventListener('controllerchange', () => inCharge(), { once: true });
  })`);
  await context.unroute('**/sw.js');
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
  await page.locator('.notice[role=status] .button').waitFor();
  await settled(visitor);
  await take(page, way, 'nieuwe-versie');
  await visitor.close();
}

/** One device in one language: each person signs in once and is taken past their pages. */
async function people(way: Way, shots: readonly Shot[]): Promise<void> {
  for (const person of new Set(shots.map((shot) => shot.person))) {
    const visitor = await Visitor.arrive(browser, { person, language: way.language, options: optionsOf(way) });
    // A picture of the README is of the page, not of the offer to be shown around.
    if (forReadme) await visitor.page.locator('.tour .button').last().click();
    for (const shot of shots.filter((one) => one.person === person)) {
      await visitor.go(shot.path);
      await shot.before?.(visitor);
      await settled(visitor);
      await take(visitor.page, way, shot.name);
      await shot.after?.(visitor);
    }
    for (const complaint of visitor.complaints) console.error(`${person} ${nameOf(way)}: ${complaint}`);
    await visitor.close();
  }
}

/** Enough short contacts in one wijk for its figures to be shown, too few in another. */
async function tellFeelings(): Promise<void> {
  const api = new Api(suite, 'inspector-1');
  const [many, few] = (await api.ask(listNeighbourhoods, {})).features.map(({ id }) => id);
  for (const [at, wijkId] of [many, many, few, many, many, few, many, many].entries()) {
    if (wijkId === undefined) continue;
    const request = { place: { wijkId }, channel: 'street', feeling: feelings[at % 3] ?? 'safe', at: new Date().toISOString() } as const;
    await api.ask(recordDailyContact, request, { idempotencyKey: `shots-contact-${at}-${Date.now()}` });
  }
}

try {
  await fillZone(suite);
  await tellFeelings();
  const shots = await shotsOf(suite);
  for (const way of ways.filter((one) => only.length === 0 || only.includes(nameOf(one)))) {
    const before = taken;
    await strangers(way);
    await states(way);
    await newerVersion(way);
    await people(
      way,
      shots.filter(({ name }) => isWanted(way, name)),
    );
    console.log(`${nameOf(way)}: ${taken - before} pages in ${join(suite.dataDir, 'shots')}`);
  }
  if (taken === 0) throw new Error(`There is no such picture: ${asked.join(' ')}`);
} finally {
  gallery?.stop();
  await browser.close();
}
if (forReadme)
  for (const [file, [way, name]] of Object.entries(readme))
    copyFileSync(join(suite.dataDir, 'shots', way, `${name}.png`), resolve('.docs', file));
