import { listBriefings, listCitizenContacts, listInbox, listMyNotes, listNeighbourhoods } from '@spil/contracts';
import { Api, type Suite } from '../suite';
import type { Visitor } from './browser';

export interface Shot {
  person: string;
  name: string;
  path: string;
  before?: (visitor: Visitor) => Promise<void>;
  after?: (visitor: Visitor) => Promise<void>;
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

/** Sent while there is no network. The device is thrown away with it: nothing arrives. */
const queueOffline = async (visitor: Visitor): Promise<void> => {
  await openForm(visitor);
  await visitor.context.setOffline(true);
  await visitor.page.locator('.send-bar .button.main').click();
  await visitor.page.locator('.queue li').waitFor();
};

const briefings = '**/v1/briefings*';
const failBriefings = async ({ context, page }: Visitor): Promise<void> => {
  await context.route(briefings, (route) => route.fulfill({ status: 503, json: { code: 'unavailable', status: 503 } }));
  await page.reload();
  // Asked several times before it is said; it may stand under the scene card.
  await page.locator('.notice.attention[role=alert]').scrollIntoViewIfNeeded();
};

const startTour = async ({ page }: Visitor): Promise<void> => {
  await page.locator('.tour .button').first().click();
  await page.locator('.tour.running').waitFor();
};

const tryOut = async ({ page }: Visitor): Promise<void> => {
  await page.locator('form .choice', { hasText: /^(Drugs|Drogues)$/ }).click();
  await page.locator('.try-out button').click();
  await page.locator('.try-out [role=status] .strong').scrollIntoViewIfNeeded();
};

/** A note that a crew was shown, which is on record. */
async function readByCrew(suite: Suite): Promise<string> {
  const { briefings } = await new Api(suite, 'crew-1').ask(listBriefings, { limit: 100 });
  return briefings.find(({ handling }) => handling !== 'H0')?.noteId ?? briefings[0]?.noteId ?? '';
}

/** Every page with something on it, and the states that take no more than a press. */
export async function shotsOf(suite: Suite): Promise<Shot[]> {
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
    { person: 'inspector-1', name: 'rondleiding', path: '/vandaag', before: startTour },
    { person: 'inspector-2', name: 'offline-wachtrij', path: '/straat', before: queueOffline },
    { person: 'chief-1', name: 'teamchef', path: '/vandaag' },
    { person: 'chief-1', name: 'morgen', path: '/morgen' },
    { person: 'crew-1', name: 'live', path: '/live' },
    { person: 'crew-1', name: 'mislukt', path: '/live', before: failBriefings, after: ({ context }) => context.unroute(briefings) },
    { person: 'crew-1', name: 'bestaat-niet', path: '/toewijzingen' },
    { person: 'dispatcher-1', name: 'oproepen', path: '/live' },
    { person: 'dispatcher-1', name: 'oproep-gekozen', path: '/live', before: openCall },
    { person: 'investigator-1', name: 'opsporing', path: '/opsporing' },
    { person: 'investigator-1', name: 'opsporing-bericht', path: `/opsporing/${item}` },
    { person: 'investigator-1', name: 'opsporing-teruggeven', path: `/opsporing/${item}`, before: openReturn },
    { person: 'investigator-1', name: 'wat-ik-volg', path: '/opsporing/volgen' },
    { person: 'investigator-1', name: 'wat-ik-volg-geprobeerd', path: '/opsporing/volgen', before: tryOut },
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

/** What residents see behind their links: what waits, what is late, and a link that leads nowhere. */
export async function linksOf(suite: Suite): Promise<{ name: string; url: string }[]> {
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
