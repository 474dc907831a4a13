import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  assignUnit,
  identifySensitivePoint,
  listMyNotes,
  listUnits,
  recordCitizenContact,
  recordNote,
  registerCall,
  requestMediation,
  setUnitStatus,
} from '@spil/contracts';
import type { Route } from 'playwright-core';
import { Api, aNote, places, runningSuite, waitFor } from '../suite';
import { barriers, desktop } from './browser';
import { unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
const api = (person: string): Api => new Api(suite, person);
let where: Awaited<ReturnType<typeof places>>;
const arrive = visits();
const call = (point: [number, number], summary: string) =>
  api('dispatcher-1').ask(registerCall, {
    point,
    nature: 'domestic',
    urgency: 'urgent',
    summary,
    receivedAt: new Date(Date.now() - 1_000).toISOString(),
  });

beforeAll(async () => {
  where = await places(suite);
});
afterAll(async () => {
  const { units } = await api('dispatcher-1').ask(listUnits, {});
  for (const { unitId, status } of units) {
    if (status === 'assigned') await api('dispatcher-1').ask(setUnitStatus, { unitId, status: 'available' });
  }
});

describe('the scene card (X6)', () => {
  it('appears without a tap, says why each line is there, takes feedback in one tap, and shows a crew elsewhere nothing', async () => {
    const [crew, elsewhere] = [await arrive({ person: 'crew-1' }), await arrive({ person: 'crew-2' })];
    for (const visitor of [crew, elsewhere]) await visitor.live();
    const [headline, summary] = [unique('Dove buur op het gelijkvloers'), unique('Geroep in de gang')];
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord, { headline, theme: 'activity' }));
    await waitFor(
      async () =>
        (await api('inspector-1').ask(listMyNotes, { limit: 5 })).notes
          .find((note) => note.noteId === noteId)
          ?.steps.some(({ step }) => step === 'briefed'),
      10_000,
    );
    await call(where.noord, summary);
    const card = crew.page.locator('.scene-card', { hasText: summary }).first();
    await card.waitFor();
    const line = card.locator('.scene-line', { hasText: headline });
    await line.waitFor();
    expect(await barriers(crew.page)).toEqual([]);
    await line.locator('button:has-text("Waarom zie ik dit?")').click();
    await crew.page.locator('.explanation:popover-open:has-text("je ploeg heeft dienst in deze wijk")').waitFor();
    await crew.page.keyboard.press('Escape');
    await line.locator('button:has-text("Nuttig")').click();
    await line.locator('text=Je beoordeling is doorgegeven').waitFor();
    expect(await elsewhere.page.content()).not.toContain(summary);
    expect(await elsewhere.page.content()).not.toContain(headline);
  });

  it('comes with the order when a dispatcher sends a unit, and prints alone on its page', async () => {
    const crew = await arrive({ person: 'crew-2', options: { ...desktop, colorScheme: 'dark' } });
    await crew.live();
    const summary = unique('Bijstand gevraagd');
    const { callId } = await call(where.noord, summary);
    await api('dispatcher-1').ask(assignUnit, { callId, unitId: 'combi-zuid' });
    const card = crew.page.locator('.scene-card', { hasText: 'Jouw opdracht' });
    await card.locator(`text=${summary}`).waitFor();
    await crew.page.emulateMedia({ media: 'print' });
    expect(await crew.page.locator('.places').isVisible()).toBe(false);
    expect(await crew.page.locator('.live-map').isVisible()).toBe(false);
    expect(await crew.page.locator('.tour').isVisible()).toBe(false);
    expect(await card.isVisible()).toBe(true);
  });

  it('a dispatcher registers a call and sends a unit with the keyboard alone', async () => {
    const { page } = await arrive({ person: 'dispatcher-1' });
    await page.locator('.units li').first().waitFor();
    const summary = unique('Inbraak bezig');
    const started = Date.now();
    await page.keyboard.press('Alt+n');
    await page.keyboard.type('Ankerstraat 3');
    await page.locator('[role=option]').first().waitFor();
    for (const key of ['Enter', 'Tab', 'ArrowRight', 'Tab', 'ArrowRight', 'Tab']) await page.keyboard.press(key);
    await page.keyboard.type(summary);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.notice.good:has-text("geregistreerd in wijk")').waitFor();
    await page.locator('.send-unit').waitFor();
    const send = page.locator('.send-unit button:has-text("Stuur ploeg"):focus');
    for (let tabs = 0; tabs < 12 && (await send.count()) === 0; tabs++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.send-unit:has-text("De ploeg ziet de oproep")').waitFor();
    expect(Date.now() - started).toBeLessThan(45_000);
    expect(await barriers(page)).toEqual([]);
  });
});

describe('what residents ask (W04)', () => {
  it('waits with who answers and by when, and is answered in place; the chief is not shown who asked', async () => {
    const [subject, name] = [unique('Wanneer komt de lamp terug'), unique('Bewoner')];
    const receivedAt = new Date(Date.now() - 60_000).toISOString();
    const asked = {
      point: where.noord,
      channel: 'phone',
      kind: 'question',
      subject,
      asker: { name, reach: '0470 00 00 00' },
      receivedAt,
    } as const;
    await api('inspector-1').ask(recordCitizenContact, asked, { idempotencyKey: `desks-${Date.now()}` });
    const chief = await arrive({ person: 'chief-1' });
    await chief.go('/contacten');
    const hidden = chief.page.locator('.card', { hasText: subject });
    await hidden.locator('.withheld').waitFor();
    expect(await chief.page.content()).not.toContain(name);
    const { page, ...inspector } = await arrive({ person: 'inspector-1' });
    void inspector;
    await page.locator('a[href="/contacten"]').first().click();
    const card = page.locator('.card', { hasText: subject });
    await card.locator(`text=${name}`).waitFor();
    await card.locator('button:has-text("Antwoord")').click();
    await card.locator('textarea').fill('Vrijdag, zegt de gemeente.');
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await card.locator('button:has-text("Antwoord")').click();
    await waitFor(async () => (await card.locator('textarea').inputValue()) === 'Vrijdag, zegt de gemeente.', 5_000);
    await card.locator('button:has-text("Noteer antwoord")').click();
    await card.waitFor({ state: 'detached' });
    await page.locator('.notice.good:focus:has-text("Het antwoord is genoteerd")').waitFor();
  });
});

describe('Bereikbaarheid (W04)', () => {
  it('says saved only of what stands there, and takes a year typed digit by digit', async () => {
    const { page, context, ...inspector } = await arrive({ person: 'inspector-1' });
    void inspector;
    await context.route('**/v1/inspectors/*/reachability', (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      const kept = { hours: [], channels: [], absences: [], personId: 'inspector-1', reachableNow: false, absentNow: false };
      return route.fulfill({ json: kept });
    });
    await page.locator('a[href="/contacten"]').first().click();
    await page.locator('a[href="/bereikbaarheid"]').first().click();
    await page.locator('button:has-text("Afwezigheid toevoegen")').click();
    const from = page.locator('.absence').last().locator('input').first();
    await from.focus();
    // The same day and month, whichever of the two the browser asks first.
    await page.keyboard.type('07072027');
    expect(await from.inputValue()).toMatch(/^2027-07-07T/);
    await page.locator('.absence').last().locator('input').last().fill('2027-07-08T09:00');
    const saved = page.locator('.notice.good:has-text("Bewaard")');
    await page.locator('button[type=submit]:has-text("Bewaar")').click();
    await saved.waitFor();
    await page.locator('.absence').last().locator('button').click();
    await saved.waitFor({ state: 'detached' });
  });
});

describe('Bemiddeling (M01, M04, M05)', () => {
  it('the desk sees a request by who asks and settles it; who sent it hears that word and nothing of what was said', async () => {
    const secret = unique('Wie zei wat over de haag');
    const wish = { origin: 'POLICE_SERVICE', disputeType: 'boundary', description: secret } as const;
    const { number } = await api('inspector-1').ask(requestMediation, wish, { idempotencyKey: `desks-med-${Date.now()}` });
    const desk = await arrive({ person: 'mediator-1' });
    await desk.page.locator('.origin:has-text("Andere politiedienst")').click();
    const card = desk.page.locator('.card', { hasText: secret });
    await card.locator('button:has-text("Neem aan")').click();
    await card.locator('.chip:has-text("Aangenomen")').waitFor();
    await card.locator('button:has-text("Sluit af met akkoord")').click();
    await card.locator('.chip:has-text("Afgesloten met akkoord")').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    const sender = await arrive({ person: 'inspector-1' });
    await sender.go('/bemiddeling');
    await sender.page.locator('.card', { hasText: number }).locator('.chip:has-text("Afgesloten met akkoord")').waitFor();
    expect(await sender.page.content()).not.toContain(secret);
    const colleague = await arrive({ person: 'inspector-2' });
    await colleague.go('/bemiddeling');
    await colleague.page.locator('section[aria-label="Wat ik doorverwees"]').locator('.card, .empty').first().waitFor();
    expect(await colleague.page.content()).not.toContain(number);
  });
});

describe('Milieu and the page of a wijk (E10, W06, W07)', () => {
  it('a point that is watched shows in its wijk, is verified by who looks, and leaves when it is over', async () => {
    const label = unique('Vaten achter de loods');
    const { wijkId } = await api('environment-1').ask(
      identifySensitivePoint,
      { point: where.noord, category: 'dumping-spot', label },
      { idempotencyKey: `desks-point-${Date.now()}` },
    );
    const { page, ...inspector } = await arrive({ person: 'inspector-1' });
    void inspector;
    await waitFor(async () => {
      await page.goto(`${suite.console}/wijken/${wijkId}`);
      await page.locator('.wijk-page .as-of').waitFor();
      return (await page.locator('.wijk-page .card', { hasText: label }).count()) === 1;
    }, 15_000);
    expect(await page.locator('.wijk-page h4:has-text("Waar dit vandaan komt") + .counts li').count()).toBe(5);
    expect(await barriers(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.master').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${suite.console}/milieu`);
    const card = page.locator('.card', { hasText: label });
    await card.locator('button:has-text("Nagekeken: nog zo")').click();
    await card.locator('time:has-text("daarnet")').first().waitFor();
    await card.locator('button:has-text("Nagekeken: voorbij")').click();
    await card.waitFor({ state: 'detached' });
  });

  it('a nuisance half written outlives another page, and one whose answer was lost on the way is reported once', async () => {
    const description = unique('Olie op het jaagpad');
    const officer = await arrive({ person: 'environment-1' });
    await officer.go('/milieu');
    const form = officer.page.locator('form[aria-label="Milieuhinder melden"]');
    await form.locator('input[role=combobox]').fill('Anker');
    await officer.page.locator('[role=option]').first().click();
    await form.locator('.choice').first().click();
    await form.locator('textarea').fill(description);
    await officer.walk('/wijken');
    await form.waitFor({ state: 'detached' });
    await officer.walk('/milieu');
    await waitFor(async () => (await form.locator('textarea').inputValue()) === description, 5_000);
    const loseAnswer = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await officer.context.route('**/v1/nuisances', loseAnswer, { times: 1 });
    await form.locator('button[type=submit]').click();
    await form.locator('.notice.attention').waitFor();
    await form.locator('button[type=submit]').click();
    await form.locator('.notice.good').waitFor();
    const cards = officer.page.locator('section[aria-label="Gemelde hinder"] .card', { hasText: description });
    await cards.first().waitFor();
    expect(await cards.count()).toBe(1);
  });
});
