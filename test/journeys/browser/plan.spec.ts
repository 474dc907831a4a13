// The team chief's question, "where should we be tomorrow, and why": one page, one sheet of paper (ux.md, X8).
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { proposePresence, recordCitizenContact, recordDailyContact } from '@spil/contracts';
import { Api, places, runningSuite, waitFor } from '../suite';
import { desktop, phone, type Language } from './browser';
import { Hand } from './hand';
import { sheets } from './paper';
import { visits } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
const arrive = visits();
const api = (person: string): Api => new Api(suite, person);
const words = {
  nl: {
    overdue: /wachte?n?t? te lang op antwoord/,
    feel: /% van de \d+ die we vroegen, voelt zich niet veilig/,
    when: /voormiddag|namiddag|avond|nacht/,
  },
  fr: {
    overdue: /une réponse depuis trop longtemps/,
    feel: /% des \d+ personnes interrogées ne se sentent pas en sécurité/,
    when: /matinée|après-midi|soirée|nuit/,
  },
} as const;
const screens = { desktop, phone };
const rows = (['nl', 'fr'] as const).flatMap((language) => (['desktop', 'phone'] as const).map((screen) => ({ language, screen })));

/** In everything that could name somebody. */
const canary = 'Kanarie Morgen';
/** The wijk where a resident waits too long and people feel unsafe, all at about the same hour. */
let wijkId: string;

beforeAll(async () => {
  const { noord } = await places(suite);
  const long = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const asker = { name: canary, reach: '0470 00 00 00' };
  const question = { point: noord, channel: 'desk', kind: 'question', subject: `Lamp ${canary}`, asker, receivedAt: long } as const;
  ({ wijkId } = await api('inspector-1').ask(recordCitizenContact, question, { idempotencyKey: `plan-question-${Date.now()}` }));
  const met = { place: { wijkId }, channel: 'street', feeling: 'unsafe', at: new Date().toISOString() } as const;
  for (let n = 0; n < 6; n += 1) await api('inspector-1').ask(recordDailyContact, met, { idempotencyKey: `plan-${Date.now()}-${n}` });
  await waitFor(async () => (await api('chief-1').ask(proposePresence, {})).wijken.some((one) => one.wijkId === wijkId), 10_000);
});

describe('where to be tomorrow', () => {
  it.each(rows)('is one tap from home, with every reason, on one sheet ($screen, $language)', async ({ language, screen }) => {
    const { page } = await arrive({ person: 'chief-1', language: language as Language, options: screens[screen] });
    const hand = new Hand(page);
    await hand.click(page.locator('.places a[href="/morgen"]'));
    const card = page.locator('.plan-card', { has: page.locator(`a[href="/wijken/${wijkId}"]`) });
    await card.waitFor();
    expect(hand.taps).toBe(1);
    const said = (await card.innerText()).replaceAll('\u00a0', ' ');
    expect(said).toMatch(words[language].overdue);
    expect(said).toMatch(words[language].feel);
    expect(said).toMatch(words[language].when);
    // Each line says what it weighs, and together that is the number on the card.
    const numbers = (await card.locator('.plan-points').allInnerTexts()).map(Number);
    expect(numbers.length).toBeGreaterThanOrEqual(2);
    const total = Number.parseInt((await card.locator('.plan-head .chip').innerText()).trim(), 10);
    expect(numbers.reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(await sheets(page)).toBe(1);
  });

  it('explains its order by the zone’s own rules, and names nobody who asked', async () => {
    const { page } = await arrive({ person: 'chief-1' });
    await page.locator('.places a[href="/morgen"]').click();
    await page.locator('.plan-how summary').click();
    expect(await page.locator('.plan-how tbody tr').count()).toBe(8);
    expect(await page.content()).not.toContain(canary);
    expect(JSON.stringify(await api('chief-1').ask(proposePresence, {}))).not.toMatch(/Kanarie|0470|inspector-1/);
  });

  it('does not exist for who does not plan', async () => {
    const { page } = await arrive({ person: 'inspector-1', at: '/morgen' });
    await page.locator('h1', { hasText: 'Deze pagina bestaat niet' }).waitFor();
    expect(await page.locator('.plan-list').count()).toBe(0);
    await expect(api('inspector-1').ask(proposePresence, {})).rejects.toMatchObject({ status: 403 });
  });
});
