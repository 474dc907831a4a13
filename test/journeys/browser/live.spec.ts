import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { listCalls, listUnits, recordNote, setUnitStatus } from '@spil/contracts';
import { Api, aNote, places, runningSuite, waitFor } from '../suite';
import { barriers, type Visitor } from './browser';
import { unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
const api = (person: string): Api => new Api(suite, person);
let where: Awaited<ReturnType<typeof places>>;
const arrive = visits();
/** Live, and the list is there: from now on what is new waits. */
const settled = async (visitor: Visitor): Promise<void> => {
  await visitor.live();
  await visitor.page.locator('.live-lists > section:last-child').locator('.cards, .empty').first().waitFor();
};
const share = async (headline: string, parts: Parameters<typeof aNote>[1] = {}, place = where.noord): Promise<void> => {
  await api('inspector-1').ask(recordNote, aNote(place, { headline, ...parts }));
};

beforeAll(async () => {
  where = await places(suite);
});

describe('Live: what a crew sees', () => {
  it('lets new items wait, so that nothing jumps, and shows them when asked', async () => {
    const visitor = await arrive({ person: 'crew-1' });
    const { page } = visitor;
    await settled(visitor);
    const before = await page.locator('section[aria-label="Uit de wijk"] .live-card').count();
    const headline = unique('Ruit stuk aan de sporthal');
    await share(headline);
    await page.locator('.pill', { hasText: '1 nieuwe' }).waitFor();
    expect(await page.locator('section[aria-label="Uit de wijk"] .live-card').count()).toBe(before);
    await page.locator('.pill', { hasText: 'nieuwe' }).click();
    const card = page.locator('.live-card', { hasText: headline });
    await card.waitFor();
    const text = (await card.textContent()) ?? '';
    expect(text).toContain('bron meestal betrouwbaar, uit eerste hand, niet nagetrokken');
    expect(text).toContain('Feiten: afgeschermd');
    expect(text).not.toContain(recordNote.sample.request.fact);
    await card.locator('button:has-text("Waarom zie ik dit?")').click();
    await page.locator('.explanation:popover-open:has-text("crew-briefing-h0")').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card.locator('button:has-text("Nuttig")').click();
    await card.locator('text=Je beoordeling is doorgegeven').waitFor();
  });

  it('a cleared safety line stands out, and the secret itself is not there', async () => {
    const visitor = await arrive({ person: 'crew-1', language: 'fr' });
    const { page } = visitor;
    await settled(visitor);
    const [headline, safetyLine] = [unique('Geheim'), unique('Losse hond')];
    await share(headline, { handling: 'H2', safetyLine });
    await page.locator('.pill.danger', { hasText: safetyLine }).click();
    await page.locator('.safety', { hasText: safetyLine }).first().waitFor();
    expect(await page.content()).not.toContain(headline);
    expect(await barriers(page)).toEqual([]);
  });

  it('after a cut it says since when, resumes by itself, and has missed nothing', async () => {
    const visitor = await arrive({ person: 'crew-1' });
    const { page, context } = visitor;
    await settled(visitor);
    await context.setOffline(true);
    await page.locator('.chip.feed.offline:has-text("Offline sinds")').waitFor();
    expect(await page.locator('.as-of').count()).toBeGreaterThan(0);
    expect(await barriers(page)).toEqual([]);
    const missed = [unique('Gemist een'), unique('Gemist twee'), unique('Gemist drie')];
    for (const headline of missed) await share(headline);
    await context.setOffline(false);
    await page.locator('.chip.feed.live').waitFor({ timeout: 25_000 });
    // On a slow machine the last of them is still on its way when the first ones wait behind the button.
    const pill = page.locator('.pill', { hasText: 'nieuwe' });
    await waitFor(async () => Number.parseInt(await pill.innerText(), 10) >= missed.length, 25_000);
    await pill.click();
    for (const headline of missed) await page.locator('.live-card', { hasText: headline }).waitFor();
  });

  it('what came while one looked at another page for a moment is there on return', async () => {
    const visitor = await arrive({ person: 'crew-1' });
    const { page } = visitor;
    await settled(visitor);
    const headline = unique('Kwam toen niemand keek');
    await visitor.walk('/wijken');
    await share(headline);
    await page.waitForTimeout(1_500);
    await visitor.walk('/live');
    await page.locator('.live-card', { hasText: headline }).waitFor();
  });

  it('a crew elsewhere sees nothing of it', async () => {
    const visitor = await arrive({ person: 'crew-2' });
    const { page } = visitor;
    await settled(visitor);
    const headline = unique('Alleen voor noord');
    await share(headline);
    await page.waitForTimeout(1_500);
    expect(await page.content()).not.toContain(headline);
    expect(await page.locator('.pill').count()).toBe(0);
  });

  it('says what its unit does in one tap, and the dispatcher sees it', async () => {
    const dispatcher = await arrive({ person: 'dispatcher-1' });
    await dispatcher.page.locator('.units li').first().waitFor();
    const { page } = await arrive({ person: 'crew-1' });
    for (const status of ['Bezet', 'Beschikbaar']) {
      await page.locator('.unit-bar .choice', { hasText: status }).click();
      await page.locator('.unit-bar .choice[aria-pressed=true]', { hasText: status }).waitFor();
      await dispatcher.page.locator('.units li', { hasText: 'combi-noord' }).locator(`.chip:has-text("${status}")`).waitFor();
    }
    // An arrow moves past what a unit does; only a press tells it.
    const told: string[] = [];
    page.on('request', (request) => request.method() === 'PUT' && told.push(request.url()));
    await page.locator('.unit-bar .choice[aria-pressed=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(300);
    expect(told).toEqual([]);
  });
});

describe('Oproepen: the list of units (I07)', () => {
  const unitId = 'combi-zuid';
  const say = (status: 'assigned' | 'available') =>
    api('dispatcher-1').ask(setUnitStatus, { unitId, status, ...(status === 'available' ? { point: where.zuid } : {}) });
  afterAll(() => say('available'));

  it('puts first who stays too long in a status, in words, and its row shows where it is on the map', async () => {
    await say('available');
    await say('assigned');
    const { units } = await api('dispatcher-1').ask(listUnits, {});
    const { warnAt = '', alertAt = '' } = units.find((unit) => unit.unitId === unitId) ?? {};
    const visitor = await arrive({ person: 'dispatcher-1' });
    const { page } = visitor;
    const row = page.locator('.live-map .units li', { hasText: unitId });
    await row.locator('button', { hasText: unitId }).click();
    await page.locator('.live-map .map-mark.unit.selected').waitFor();
    expect(await row.locator('.chip.attention').count()).toBe(0);
    for (const [moment, attention, word] of [[warnAt, 'warn', 'Duurt lang'] as const, [alertAt, 'alert', 'Duurt te lang'] as const]) {
      // The clock of this screen is put ahead and the page opened again: nobody waits for minutes here.
      await page.clock.setFixedTime(moment);
      await visitor.walk('/wijken');
      await row.waitFor({ state: 'detached' });
      await visitor.walk('/live');
      const first = page.locator(`.live-map .units li:first-child.${attention}`, { hasText: unitId });
      await first.locator('.chip.attention', { hasText: word }).waitFor();
    }
  });
});

describe('Oproepen: a dispatcher without a mouse', () => {
  it('registers a call by keys, and the crew of the place gets it without the caller', async () => {
    const crew = await arrive({ person: 'crew-2' });
    await settled(crew);
    const { page } = await arrive({ person: 'dispatcher-1' });
    const summary = unique('Twee mannen slaan elkaar');
    await page.keyboard.press('Alt+n');
    await page.keyboard.type('Ankerstraat 3');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type(summary);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Oproeper Verzonnen');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0470 00 00 00');
    await page.keyboard.press('Enter');
    await page.locator('.notice.good:has-text("geregistreerd in wijk Havenkwartier")').waitFor();
    expect(await barriers(page)).toEqual([]);
    const { calls } = await api('dispatcher-1').ask(listCalls, { limit: 20 });
    expect(calls.filter((call) => call.summary === summary)).toMatchObject([{ nature: 'fight', urgency: 'urgent' }]);
    await crew.page.locator('.pill', { hasText: 'Dringend' }).click();
    await crew.page.locator('.live-card.urgent', { hasText: summary }).waitFor();
    expect(await crew.page.content()).not.toContain('Oproeper Verzonnen');
  });

  it('an address typed over the chosen one and not chosen itself registers nothing', async () => {
    const { page } = await arrive({ person: 'dispatcher-1' });
    const form = page.locator('.call-form');
    const field = form.locator('[role=combobox]');
    await field.fill('Ankerstraat 3');
    await page.locator('[role=option]').first().click();
    await form.locator('.located').waitFor();
    await field.fill('Vlasmarkt 4');
    await field.press('Tab');
    await form.locator('.choice').first().click();
    await form.locator('textarea').fill(unique('Geroep'));
    await form.locator('button[type=submit]').click();
    await form.locator('.error:has-text("Kies een adres uit de lijst")').waitFor();
    expect(await field.inputValue()).toBe('Vlasmarkt 4');
    expect(await form.locator('.notice.good').count()).toBe(0);
  });

  it('a call half written outlives a reload', async () => {
    const { page } = await arrive({ person: 'dispatcher-1' });
    const summary = unique('Glas gebroken');
    const form = page.locator('.call-form');
    await form.locator('[role=combobox]').fill('Ankerstraat 3');
    await page.locator('[role=option]').first().click();
    await form.locator('textarea').fill(summary);
    // The disk is written after the letter was drawn.
    await page.waitForTimeout(500);
    await page.reload();
    await form.locator('.located').waitFor();
    expect(await form.locator('textarea').inputValue()).toBe(summary);
    expect(await form.locator('[role=combobox]').inputValue()).toContain('Ankerstraat');
  });
});
