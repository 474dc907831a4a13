// Takes every page in nl and fr, on a desktop and a phone, light and dark, against a running suite. Output: .spil/shots.
// Fewer: npm run shots -- nl-phone-dark live wijk. SHOTS_WHOLE=1 takes pages to their end.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  feelings,
  listBriefings,
  listCitizenContacts,
  listInbox,
  listMyNotes,
  listNeighbourhoods,
  recordDailyContact,
} from '@spil/contracts';
import { Api, runningSuite, type Suite } from '../suite';
import { desktop, phone, startBrowser, Visitor, type Browser, type Language } from './browser';
import { fillZone } from './scene';

interface Shot {
  person: string;
  name: string;
  path: string;
  before?: (visitor: Visitor) => Promise<void>;
}

const openForm = async ({ page }: Visitor): Promise<void> => {
  await page.locator('.where input[role=combobox]').fill('Anker');
  await page.locator('[role=option]').first().click();
  await page.locator('textarea').first().fill('Jongeren dealen aan het fietsenhok, gezien met 1-ABC-234');
  await page.locator('.choice', { hasText: /^(Drugs|Drogues)$/ }).click();
};

const openTrace = async ({ page }: Visitor): Promise<void> => {
  await page.locator('.trace-row').first().click();
  await page.locator('.waterfall-button').nth(1).click();
};

const openSearch = async ({ page }: Visitor): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator('.search-box').fill('molen');
  await page.locator('.search-results [role=option]').first().waitFor();
};

const openMenu = async ({ page }: Visitor): Promise<void> => {
  await page.locator('button.account[popovertarget]').click();
};

/** On what is new at this moment: the made-up evening takes entries on meanwhile. */
const openReturn = async (visitor: Visitor): Promise<void> => {
  const { entries } = await new Api(visitor.suite, 'investigator-1').ask(listInbox, { status: 'new', limit: 1 });
  await visitor.walk(`/opsporing/${entries[0]?.itemId ?? ''}`);
  await visitor.page.locator('.detail .actions .button').nth(1).click();
  await visitor.page.locator('dialog .reasons').waitFor();
};

const openCall = async ({ page }: Visitor): Promise<void> => {
  await page.locator('.live-card.call .plain-link').first().click();
  await page.locator('.send-unit').waitFor();
};

const openLink = async ({ page }: Visitor): Promise<void> => {
  await page.locator('.card button:has(.lucide-qr-code)').first().click();
  await page.locator('dialog svg.qr').waitFor();
};

/** A note that a crew was shown, which is on record. */
async function readByCrew(suite: Suite): Promise<string> {
  const { briefings } = await new Api(suite, 'crew-1').ask(listBriefings, { limit: 100 });
  return briefings.find(({ handling }) => handling !== 'H0')?.noteId ?? briefings[0]?.noteId ?? '';
}

async function shotsOf(suite: Suite): Promise<Shot[]> {
  const wijk = (await new Api(suite, 'inspector-1').ask(listNeighbourhoods, {})).features[0]?.id ?? '';
  const note =
    (await new Api(suite, 'inspector-1').ask(listMyNotes, { limit: 100 })).notes.find(({ steps }) => steps.length > 3)?.noteId ?? '';
  const restricted = await readByCrew(suite);
  const item = (await new Api(suite, 'investigator-1').ask(listInbox, { status: 'new', limit: 1 })).entries[0]?.itemId ?? '';
  return [
    { person: 'inspector-1', name: 'vandaag', path: '/vandaag' },
    { person: 'inspector-1', name: 'straat', path: '/straat' },
    { person: 'inspector-1', name: 'straat-ingevuld', path: '/straat', before: openForm },
    { person: 'inspector-1', name: 'mijn-meldingen', path: '/mijn-meldingen' },
    { person: 'inspector-1', name: 'mijn-melding', path: `/mijn-meldingen/${note}` },
    { person: 'inspector-1', name: 'wijk', path: `/wijken/${wijk}` },
    { person: 'inspector-1', name: 'wijken', path: '/wijken' },
    { person: 'inspector-1', name: 'kort-contact', path: '/straat/contact' },
    { person: 'inspector-1', name: 'bemiddeling-vragen', path: '/bemiddeling' },
    { person: 'inspector-1', name: 'milieu-melden', path: '/milieu' },
    { person: 'inspector-1', name: 'vragen', path: '/contacten' },
    { person: 'inspector-1', name: 'vraag-link', path: '/contacten', before: openLink },
    { person: 'inspector-1', name: 'bereikbaarheid', path: '/bereikbaarheid' },
    { person: 'inspector-1', name: 'zoeken', path: '/wijken', before: openSearch },
    { person: 'chief-1', name: 'teamchef', path: '/vandaag' },
    { person: 'chief-1', name: 'morgen', path: '/morgen' },
    { person: 'crew-1', name: 'live', path: '/live' },
    { person: 'crew-1', name: 'bestaat-niet', path: '/toewijzingen' },
    { person: 'dispatcher-1', name: 'oproepen', path: '/live' },
    { person: 'dispatcher-1', name: 'oproep-gekozen', path: '/live', before: openCall },
    { person: 'investigator-1', name: 'opsporing', path: '/opsporing' },
    { person: 'investigator-1', name: 'opsporing-bericht', path: `/opsporing/${item}` },
    { person: 'investigator-1', name: 'opsporing-teruggeven', path: `/opsporing/${item}`, before: openReturn },
    { person: 'investigator-1', name: 'wat-ik-volg', path: '/opsporing/volgen' },
    { person: 'investigator-2', name: 'opsporing-leeg', path: '/opsporing' },
    { person: 'mediator-1', name: 'bemiddeling', path: '/bemiddeling' },
    { person: 'environment-1', name: 'milieu', path: '/milieu' },
    { person: 'environment-1', name: 'milieu-postvak', path: '/opsporing' },
    { person: 'administrator-1', name: 'toewijzingen', path: '/toewijzingen' },
    { person: 'administrator-1', name: 'wijkinspecteurs', path: '/toewijzingen/wijkinspecteurs' },
    { person: 'administrator-1', name: 'ploegen', path: '/toewijzingen/ploegen' },
    { person: 'administrator-1', name: 'mijn-account', path: '/toewijzingen', before: openMenu },
    { person: 'operator-1', name: 'operaties', path: '/operaties' },
    { person: 'operator-1', name: 'sporen', path: '/operaties/sporen?operation=POST+%2Fv1%2Fnotes&range=1h' },
    { person: 'operator-1', name: 'spoor', path: '/operaties/sporen?operation=POST+%2Fv1%2Fnotes', before: openTrace },
    { person: 'operator-1', name: 'stromen', path: '/operaties/stromen?mark=EVENTS_WIJK+information-sharing' },
    { person: 'operator-1', name: 'opzijgelegd', path: '/operaties/opzij' },
    { person: 'operator-1', name: 'alarmen', path: '/operaties/alarmen' },
    { person: 'auditor-1', name: 'inzage', path: '/inzage' },
    { person: 'auditor-1', name: 'inzage-melding', path: `/inzage/${restricted}` },
  ];
}

/** Nothing is asked any more, and grey lines have become content. */
const settled = async (visitor: Visitor): Promise<void> => {
  await visitor.quiet();
  await visitor.page.locator('.loading').first().waitFor({ state: 'detached' });
};

/** What residents see behind their links: what waits, what is late, and a link that leads nowhere. */
async function linksOf(suite: Suite): Promise<{ name: string; url: string }[]> {
  const { contacts } = await new Api(suite, 'inspector-1').ask(listCitizenContacts, {});
  const late = contacts.find(({ dueAt }) => Date.parse(dueAt) < Date.now());
  const waiting = contacts.find(({ dueAt }) => Date.parse(dueAt) > Date.now());
  const link = (code = '') => `${suite.console}/opvolging#${suite.zone.id}.${code}`;
  return [
    { name: 'opvolging', url: link(waiting?.followCode) },
    { name: 'opvolging-te-laat', url: link(late?.followCode) },
    { name: 'opvolging-werkt-niet', url: link('x') },
  ];
}

/** One device in one language: each person signs in once and is taken past their pages. */
async function tour(
  browser: Browser,
  suite: Suite,
  shots: readonly Shot[],
  way: { language: Language; device: 'desktop' | 'phone'; scheme: 'light' | 'dark' },
): Promise<void> {
  const folder = join(suite.dataDir, 'shots', `${way.language}-${way.device}-${way.scheme}`);
  mkdirSync(folder, { recursive: true });
  const options = { ...(way.device === 'phone' ? phone : desktop), colorScheme: way.scheme };
  const stranger = await Visitor.open(browser, suite, { ...options, locale: `${way.language}-BE` });
  await stranger.page.goto(suite.console);
  await stranger.page.locator('.landing-card .button.main').waitFor();
  await stranger.page.screenshot({ path: join(folder, 'aanmelden.png') });
  await stranger.page.locator('.landing-card .button.main').click();
  await stranger.page.locator('button[value="inspector-1"]').waitFor();
  await stranger.page.screenshot({ path: join(folder, 'wie-meldt-aan.png') });
  for (const { name, url } of await linksOf(suite)) {
    await stranger.page.goto('about:blank');
    await stranger.page.goto(url);
    await stranger.page.locator('.resident .state').waitFor();
    await stranger.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  }
  await stranger.close();
  for (const person of new Set(shots.map((shot) => shot.person))) {
    const visitor = await Visitor.arrive(browser, { person, language: way.language, options });
    for (const shot of shots.filter((one) => one.person === person)) {
      await visitor.go(shot.path);
      await shot.before?.(visitor);
      await settled(visitor);
      await visitor.page.screenshot({
        path: join(folder, `${shot.name}.png`),
        fullPage: process.env['SHOTS_WHOLE'] === '1',
      });
    }
    for (const complaint of visitor.complaints) console.error(`${person} ${way.language} ${way.device}: ${complaint}`);
    await visitor.close();
  }
}

/** Enough short contacts in one wijk for its figures to be shown, too few in another. */
async function tellFeelings(suite: Suite): Promise<void> {
  const api = new Api(suite, 'inspector-1');
  const [many, few] = (await api.ask(listNeighbourhoods, {})).features.map(({ id }) => id);
  for (const [at, wijkId] of [many, many, few, many, many, few, many, many].entries()) {
    if (wijkId === undefined) continue;
    const request = { place: { wijkId }, channel: 'street', feeling: feelings[at % 3] ?? 'safe', at: new Date().toISOString() } as const;
    await api.ask(recordDailyContact, request, { idempotencyKey: `shots-contact-${at}-${Date.now()}` });
  }
}

const suite = runningSuite();
await fillZone(suite);
await tellFeelings(suite);
const asked = process.argv.slice(2);
const isWay = (word: string): boolean => /^(nl|fr)-/.test(word);
const only = asked.filter(isWay);
const names = asked.filter((word) => !isWay(word));
const shots = (await shotsOf(suite)).filter(({ name }) => names.length === 0 || names.includes(name));
const browser = await startBrowser();
try {
  for (const language of ['nl', 'fr'] as const)
    for (const device of ['desktop', 'phone'] as const)
      for (const scheme of ['light', 'dark'] as const) {
        if (only.length > 0 && !only.includes(`${language}-${device}-${scheme}`)) continue;
        await tour(browser, suite, shots, { language, device, scheme });
        console.log(`${language} ${device} ${scheme}: ${shots.length + 5} pages in ${join(suite.dataDir, 'shots')}`);
      }
} finally {
  await browser.close();
}
