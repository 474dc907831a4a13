import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { locate } from '@spil/contracts';
import { Api, places, runningSuite, waitFor } from '../suite';
import { barriers, type Page, type Visitor } from './browser';
import { notesOf, onTheStreet, unique, visits, write } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
let noord: [number, number];
const visit = visits();
const inspector = (options: object = {}): Promise<Visitor> => visit(onTheStreet('inspector-1', noord, { options }));
const notesWith = (headline: string) => notesOf('inspector-1', [headline]);
/** A device that takes its time to know where it is, as between high houses. */
const slowPlace = (page: Page, place: [number, number], afterMs: number): Promise<unknown> =>
  page.evaluate(`navigator.geolocation.getCurrentPosition = (found) => setTimeout(() => {
    const [longitude, latitude] = ${JSON.stringify(place)};
    found({ coords: { longitude, latitude, accuracy: 12 }, timestamp: Date.now() });
  }, ${afterMs})`);
/** A disk that is full, or has room again. */
const noRoom = (page: Page, full: boolean): Promise<unknown> =>
  page.evaluate(`(() => {
    const store = IDBObjectStore.prototype;
    store.roomyPut ??= store.put;
    store.put = ${full} ? () => { throw new DOMException('no room', 'QuotaExceededError'); } : store.roomyPut;
  })()`);

beforeAll(async () => {
  noord = (await places(suite)).noord;
});

describe('Straat: nothing that was typed is lost', () => {
  it('what is typed while the device looks for its place stays, on the screen and on the device', async () => {
    const { page } = await inspector();
    await slowPlace(page, noord, 2_000);
    const headline = unique('Getypt tijdens het zoeken');
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('textarea').first().fill(headline);
    await page.locator('.choice:has-text("Lawaai")').tap();
    await page.locator('.located .lucide-map-pin').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(headline);
    await page.locator('.send-say:has-text("bewaard")').waitFor();
    await page.reload();
    await page.locator('text=staat terug').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(headline);
    expect(await page.locator('.located .lucide-map-pin').count()).toBe(1);
  });

  it('an address that is changed after it was chosen is no place any more, and another way empties it', async () => {
    const { page } = await inspector();
    const address = page.locator('input[role=combobox]');
    await address.fill('Anker');
    await page.locator('[role=option]').first().tap();
    await page.locator('.located .strong').waitFor();
    const chosen = await address.inputValue();
    await address.press('End');
    await address.press('Backspace');
    await page.locator('.located.hint').waitFor();
    expect(await address.inputValue()).toBe(chosen.slice(0, -1));
    await address.fill('Anker');
    await page.locator('[role=option]').first().tap();
    await page.locator('.located .strong').waitFor();
    await page.locator('button:has-text("Waar ik nu ben")').tap();
    await page.locator('.located .hint:has-text("12 m")').waitFor();
    expect(await address.inputValue()).toBe('');
    expect(await barriers(page)).toEqual([]);
  });

  it('takes no word while the note leaves; who left the page meanwhile keeps the next note', async () => {
    const visitor = await inspector();
    const { page, context } = visitor;
    const [first, second] = [unique('Trage verbinding'), unique('De volgende')];
    await context.route('**/v1/notes', async (route) => {
      if (route.request().method() === 'POST') await new Promise((resolve) => setTimeout(resolve, 4_000));
      await route.fallback();
    });
    await write(page, first);
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('form.note-form[inert]').waitFor();
    expect(await barriers(page)).toEqual([]);
    await visitor.walk('/mijn-meldingen');
    await visitor.walk('/straat');
    const words = page.locator('textarea').first();
    await words.fill(second);
    await page.locator('.send-say:has-text("bewaard")').waitFor();
    await waitFor(async () => (await notesWith(first)).length === 1, 10_000);
    await visitor.quiet();
    expect(await words.inputValue()).toBe(second);
    await page.reload();
    await page.locator('text=staat terug').waitFor();
    expect(await words.inputValue()).toBe(second);
  });

  it('a device without room says so: the note stays on the screen, and leaves when there is room again', async () => {
    const { page } = await inspector();
    const headline = unique('Toestel vol');
    await write(page, headline);
    await noRoom(page, true);
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('[role=alert]:has-text("kan nu niets bewaren")').waitFor();
    expect(await page.locator('textarea').first().inputValue()).toBe(headline);
    expect(await barriers(page)).toEqual([]);
    await noRoom(page, false);
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding aangekomen")').waitFor();
    expect(await notesWith(headline)).toHaveLength(1);
  });

  it('the moment it was observed can be typed, figure by figure', async () => {
    const { page } = await inspector({ isMobile: false, hasTouch: false, viewport: { width: 1280, height: 800 } });
    await page.locator('summary:has-text("Meer opgeven")').click();
    const moment = page.locator('input[type="datetime-local"]');
    await moment.fill('2026-01-01T10:30');
    await moment.focus();
    // Day, month and year, in whichever order the browser has the first two.
    await page.keyboard.type('01012025');
    expect(await moment.inputValue()).toBe('2025-01-01T10:30');
  });

  it('a refused note is opened beside the one being written: they change places, and neither is lost', async () => {
    const { page, context } = await inspector();
    const [refused, own] = [unique('Geweigerd'), unique('Onder handen')];
    await context.route('**/v1/notes', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      // Longer than anybody stands and watches: the refusal comes when the next note is being written.
      await new Promise((resolve) => setTimeout(resolve, 7_000));
      const body = JSON.stringify({ code: 'wijk.place-outside-zone', status: 422 });
      await route.fulfill({ status: 422, contentType: 'application/problem+json', body });
    });
    await write(page, refused);
    await page.locator('button:has-text("Deel melding")').tap();
    await page.locator('h2:has-text("Melding wacht op verbinding")').waitFor();
    await page.locator('button:has-text("Nieuwe melding")').tap();
    const words = page.locator('textarea').first();
    await words.fill(own);
    await page.locator('button:has-text("Openen en verbeteren")').tap();
    await page.locator(`.undo:has-text("${own}")`).waitFor();
    expect(await words.inputValue()).toBe(refused);
    await page.locator('.queue').waitFor({ state: 'detached' });
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    await page.locator(`.undo:has-text("${own}") button`).tap();
    await page.locator(`.undo:has-text("${refused}")`).waitFor();
    expect(await words.inputValue()).toBe(own);
  });
});

describe('Kort contact: nothing is noted elsewhere or nowhere', () => {
  it('each contact of a walk is where it was made', async () => {
    const visitor = await inspector();
    const { page } = visitor;
    await visitor.go('/straat/contact');
    const { noord: first, zuid: second } = await places(suite);
    const wijkOf = async (point: [number, number]) => (await new Api(suite, 'inspector-1').ask(locate, { point })).wijkName;
    await page.locator('.hint:has-text("waar je nu bent")').waitFor();
    // From here on the device is further.
    await slowPlace(page, second, 500);
    await page.locator('.face.safe').tap();
    await page.locator(`.notice.good:has-text("${await wijkOf(first)}")`).waitFor();
    await page.locator('.face.uneasy').tap();
    await page.locator(`.notice.good:has-text("${await wijkOf(second)}")`).waitFor();
    await slowPlace(page, first, 500);
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.locator('.face.safe').tap();
    await page.locator(`.notice.good:has-text("${await wijkOf(first)}")`).waitFor();
  });

  it('says when the device could not keep it', async () => {
    const visitor = await inspector();
    const { page } = visitor;
    await visitor.go('/straat/contact');
    await page.locator('.hint:has-text("waar je nu bent")').waitFor();
    await noRoom(page, true);
    await page.locator('.face.safe').tap();
    await page.locator('[role=alert]:has-text("kan nu niets bewaren")').waitFor();
    expect(await page.locator('.notice.good').count()).toBe(0);
  });
});
