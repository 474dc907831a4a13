import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { locate, readFeelings, recordNote } from '@spil/contracts';
import { Api, places, runningSuite, waitFor } from '../suite';
import { barriers, overflows, smallTargets, type Language, type Visitor } from './browser';
import { notesOf, onTheStreet, unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
let noord: [number, number];
const visit = visits();
const inspector = (options: object = {}, language: Language = 'nl'): Promise<Visitor> =>
  visit(onTheStreet('inspector-1', noord, { language, options }));
const notesWith = (headline: string) => notesOf('inspector-1', [headline]);

beforeAll(async () => {
  noord = (await places(suite)).noord;
});

describe('Straat: a note on a phone', () => {
  it('arrives once, and is followed from where it was sent', async () => {
    const { page } = await inspector();
    const tap = (selector: string): Promise<void> => page.locator(selector).first().tap();
    const headline = unique('Dealen aan het fietsenhok');
    await tap('button:has-text("Waar ik nu ben")');
    await tap('textarea');
    await page.keyboard.insertText(headline);
    await tap('.choice:has-text("Drugs")');
    await tap('button:has-text("Deel melding")');
    await page.locator('h2:has-text("Melding aangekomen")').waitFor();
    expect(await notesWith(headline)).toHaveLength(1);
    expect(await barriers(page)).toEqual([]);
    await page.locator('a:has-text("Volg ze in Mijn meldingen")').tap();
    await page.locator(`h2:has-text("${headline}")`).waitFor();
  });

  it('keeps what was typed over a reload, and forgets it when it was sent', async () => {
    const { page } = await inspector();
    const headline = unique('Halve zin');
    await page.locator('textarea').first().fill(headline);
    await page.locator('.choice:has-text("Lawaai")').tap();
    await page.locator('.send-say:has-text("bewaard")').waitFor();
    await page.reload();
    await page.locator('text=staat terug').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(headline);
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('.located .strong').waitFor();
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding aangekomen")').waitFor();
    await page.reload();
    expect(await page.locator('textarea').first().inputValue()).toBe('');
  });

  it('waits without network, on the device, and sends once when it is back', async () => {
    const { page, context } = await inspector();
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('.located .strong').waitFor();
    const headline = unique('Zonder netwerk');
    await page.locator('textarea').first().fill(headline);
    await page.locator('.choice:has-text("Overlast")').tap();
    await context.setOffline(true);
    await page.locator('.chip.feed.offline').waitFor();
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding wacht op verbinding")').waitFor();
    expect(await page.locator('.queue').textContent()).toContain(headline);
    expect(await barriers(page)).toEqual([]);
    await context.setOffline(false);
    await page.locator(`text=“${headline}” is aangekomen`).waitFor({ timeout: 20_000 });
    await page.locator('.queue').waitFor({ state: 'detached' });
    expect(await notesWith(headline)).toHaveLength(1);
  });

  it('an answer that got lost is no second note', async () => {
    const { page, context } = await inspector();
    const headline = unique('Antwoord verloren');
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('textarea').first().fill(headline);
    await page.locator('.choice:has-text("Overlast")').tap();
    await page.locator('.send-say:has-text("bewaard")').waitFor();
    await page.locator('.located .lucide-map-pin').waitFor();
    let lost = 0;
    await context.route('**/v1/notes', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding wacht op verbinding")').waitFor();
    await page.locator('button:has-text("Nu versturen")').tap();
    await page.locator(`text=“${headline}” is aangekomen`).waitFor();
    expect([lost, (await notesWith(headline)).length]).toEqual([1, 1]);
  });

  it('says what is missing beside the field, and puts the server’s problem on the field it concerns', async () => {
    const { page, context } = await inspector();
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('.send-say:has-text("Nog 3 dingen nodig")').waitFor();
    expect(await page.locator('[data-field=point] .error, [data-field=headline] .error, [data-field=theme] .error').count()).toBe(3);
    expect(await barriers(page)).toEqual([]);
    await context.setGeolocation({ longitude: 4.35, latitude: 50.85 });
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('[data-field=point] .error:has-text("buiten de zone")').waitFor();
    await page.locator('textarea').first().fill(unique('Buiten de zone'));
    await page.locator('.choice:has-text("Drugs")').tap();
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('[role=alert]:has-text("buiten de zone")').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toContain('Buiten de zone');
  });

  it('gently points at a number plate, and opens the person part only when asked', async () => {
    const { page } = await inspector();
    await page.locator('textarea').first().fill('Auto met plaat 1-ABC-234 staat er elke nacht');
    await page.locator('.gentle:has-text("1-ABC-234")').waitFor();
    expect(await page.locator('label:has-text("Naam")').count()).toBe(0);
    await page.locator('button:has-text("Persoon toevoegen")').tap();
    await page.locator('label:has-text("Naam")').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('fits a small phone, with targets a thumb can hit', async () => {
    const { page } = await inspector({ viewport: { width: 360, height: 740 } });
    await page.locator('.leaflet-control-zoom').first().waitFor();
    expect(await overflows(page)).toBe(false);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('can be done with the keyboard alone', async () => {
    const { page } = await inspector({ isMobile: false, hasTouch: false, viewport: { width: 1280, height: 800 } });
    const headline = unique('Met het toetsenbord');
    const tabTo = async (selector: string): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        if ((await page.locator(`${selector}:focus`).count()) > 0) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`the keyboard does not reach ${selector}`);
    };
    await tabTo('input[role=combobox]');
    await page.keyboard.type('Anker');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.located .strong').waitFor();
    await tabTo('textarea');
    await page.keyboard.type(headline);
    await tabTo('[data-field=theme] input');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press(' ');
    await tabTo('.send-bar .button.main');
    await page.keyboard.press('Enter');
    await page.locator('h2:has-text("Melding aangekomen")').waitFor();
    await waitFor(async () => (await notesWith(headline)).length === 1, 5_000);
  });
});

describe('Kort contact', () => {
  it('names nobody, says in which wijk it is, and is counted', async () => {
    const visitor = await inspector();
    const { page } = visitor;
    await visitor.go('/straat/contact');
    const counted = async () => (await new Api(suite, 'inspector-1').ask(readFeelings, {})).mine;
    const before = await counted();
    await page.locator('.face.uneasy').tap();
    await page.locator('.notice.good').waitFor();
    const { wijkName } = await new Api(suite, 'inspector-1').ask(locate, { point: noord });
    expect(await page.locator('.notice.good').textContent()).toContain(wijkName);
    expect(await counted()).toBe(before + 1);
    expect(await barriers(page)).toEqual([]);
    expect(await page.locator('input[type=text], textarea').count()).toBe(0);
  });

  it('where the device does not know its place, the wijk is one tap more; without network it waits', async () => {
    const visitor = await inspector({ permissions: [] });
    const { page, context } = visitor;
    await visitor.go('/straat/contact');
    await page.locator('.face.safe').tap();
    await page.locator('select').selectOption({ label: 'Havenkwartier' });
    await page.locator('.notice.good:has-text("Havenkwartier")').waitFor();
    await context.setOffline(true);
    await page.locator('.face.unsafe').tap();
    await page.locator('.queue li:has-text("onveilig")').waitFor();
    expect(await barriers(page)).toEqual([]);
    await context.setOffline(false);
    await page.locator('text=“Contact: onveilig” is aangekomen').waitFor();
  });
});

it('a note made elsewhere shows under Mijn meldingen with what came of it', async () => {
  const headline = unique('Gevolgd');
  const { noteId } = await new Api(suite, 'inspector-1').ask(recordNote, {
    ...recordNote.sample.request,
    point: noord,
    headline,
    observedAt: new Date(Date.now() - 60_000).toISOString(),
  });
  const visitor = await inspector();
  await visitor.go(`/mijn-meldingen/${noteId}`);
  await visitor.page.locator('.timeline li:has-text("gebrieft")').waitFor();
  expect(await barriers(visitor.page)).toEqual([]);
});
