import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordNote, trySubscription } from '@spil/contracts';
import { Api, aNote, places, runningSuite, waitFor } from '../suite';
import { barriers, type Language, type Visitor } from './browser';
import { visits } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
let noord: [number, number];
const visit = visits();
const arrive = (person: string, language: Language = 'nl'): Promise<Visitor> => visit({ person, language });
beforeAll(async () => {
  noord = (await places(suite)).noord;
});

describe('Ctrl-K', () => {
  it.each([
    ['nl', 'Fietsenrek'],
    ['fr', 'Fietsenrek'],
  ] as const)('finds my note, a wijk and a place without a mouse, and nothing of somebody else (%s)', async (language, word) => {
    const headline = `${word} omver (proef ${Date.now()})`;
    await new Api(suite, 'inspector-1').ask(recordNote, aNote(noord, { headline }));
    const { page } = await arrive('inspector-1', language);
    await page.keyboard.press('Control+k');
    await page.locator('.search-box').waitFor();
    await page.keyboard.type(headline.slice(-14, -1));
    await page.locator('[role=option]', { hasText: headline }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('h2', { hasText: headline }).waitFor();
    await page.keyboard.press('Control+k');
    await page.locator('.search-box').waitFor();
    await page.keyboard.type('molenb');
    await page.locator('[role=option]', { hasText: 'Molenberg' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    const other = await arrive('inspector-2', language);
    await other.page.keyboard.press('Control+k');
    await other.page.locator('.search-box').waitFor();
    await other.page.keyboard.type(headline.slice(-14, -1));
    await other.page.locator('dialog .hint', { hasText: /Niets gevonden|Rien trouvé/ }).waitFor();
    expect(await other.page.locator('[role=option]', { hasText: headline }).count()).toBe(0);
  });
});

describe('Wat ik volg', () => {
  it('shows what a subscription would have caught before one follows it', async () => {
    const headline = `Fietsdief gezien (proef ${Date.now()})`;
    await new Api(suite, 'inspector-1').ask(recordNote, aNote(noord, { headline, theme: 'theft' }));
    const desk = new Api(suite, 'investigator-1');
    await waitFor(
      async () => (await desk.ask(trySubscription, { criteria: { themes: ['theft'] } })).samples.some((one) => one.headline === headline),
      15_000,
    );
    const visitor = await arrive('investigator-1');
    await visitor.go('/opsporing/volgen');
    const { page } = visitor;
    await page.locator('.choice:has-text("Diefstal")').click();
    await page.locator('button:has-text("Wat zou dit gevonden hebben?")').click();
    await page.locator('.try-out li', { hasText: headline }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});

it('a newcomer is taken past her own places, may skip, and is not asked again', async () => {
  const { page } = await arrive('crew-1');
  await page.locator('button:has-text("Begin de rondleiding")').click();
  let stops = 0;
  for (; (await page.locator('.tour.running').count()) > 0 && stops < 10; stops += 1) {
    await page.locator(`.tour.running:has-text("${stops + 1} van")`).waitFor();
    expect(await page.locator('.tour-marked').count()).toBe(1);
    if (stops === 0) expect(await barriers(page)).toEqual([]);
    // By key, as one reads on: the next stop has the focus, and the page may move under a pointer while its place opens.
    await page.locator('.tour.running .button.main:focus').waitFor();
    await page.keyboard.press('Enter');
  }
  expect(stops).toBe(4);
  await page.reload();
  await page.locator('.shell h1').first().waitFor();
  expect(await page.locator('.tour').count()).toBe(0);
  await page.locator('button.account[popovertarget]').click();
  await page.locator('button:has-text("Rondleiding")').click();
  await page.locator('.tour.running').waitFor();
});
