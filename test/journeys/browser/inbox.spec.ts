import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { acceptItem, listInbox, recordNote, subscribe } from '@spil/contracts';
import { Api, aNote, places, runningSuite, waitFor } from '../suite';
import { barriers, phone as phoneSize, type Visitor } from './browser';
import { Ear } from './heard';
import { unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(180_000);
const api = (person: string): Api => new Api(suite, person);
let noord: [number, number];
const visit = visits();
const arrive = (person: string): Promise<Visitor> => visit({ person });
const share = async (headline: string): Promise<string> =>
  (await api('inspector-1').ask(recordNote, aNote(noord, { headline, theme: 'cyberFraud' }))).noteId;
const entryOf = async (headline: string) =>
  (await api('investigator-1').ask(listInbox, {})).entries.find((entry) => entry.headline === headline);

beforeAll(async () => {
  noord = (await places(suite)).noord;
  await api('investigator-1').ask(
    subscribe,
    { name: 'Informaticafraude', criteria: { themes: ['cyberFraud'] } },
    { idempotencyKey: 'browser-cyber' },
  );
});

describe('Opsporing: triage by keys', () => {
  it('says what was filed, and what became of it after j, a, r and a reason; the author sees it live', async () => {
    const desk = await arrive('investigator-1');
    await desk.live();
    await desk.page.locator('.entry, .empty').first().waitFor();
    const [second, first] = [unique('Valse bankberichten'), unique('Valse huurzoekertjes')];
    const ear = await Ear.at(desk.page);
    const noteIds = [await share(second), await share(first)];
    await ear.hears('2 nieuwe berichten');
    await desk.page.locator('.pill', { hasText: '2 nieuwe' }).click();
    await desk.page.locator('.entry', { hasText: first }).waitFor();
    const author = await arrive('inspector-1');
    await author.go(`/mijn-meldingen/${noteIds[1]}`);
    await author.live();

    await desk.page.keyboard.press('j');
    await desk.page.locator('.detail h2', { hasText: first }).waitFor();
    expect(await desk.page.locator('.detail').textContent()).toContain(recordNote.sample.request.fact);
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('a');
    await desk.page.locator('.detail h2', { hasText: second }).waitFor();
    await author.page.locator('.timeline li:has-text("Aanvaard door lokale recherche")').waitFor();
    await ear.hears('Aanvaard. De wijkinspecteur ziet dat.');

    await desk.page.keyboard.press('r');
    await desk.page.locator('[role=dialog]:has-text("Waarom geef je dit terug?")').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.keyboard.press('3');
    await desk.page.locator('.entry', { hasText: second }).waitFor({ state: 'detached' });
    await ear.hears('Teruggegeven: Te oud.');
    await author.go(`/mijn-meldingen/${noteIds[0]}`);
    await author.page.locator('.timeline li:has-text("Teruggegeven door lokale recherche: te oud")').waitFor();
  });

  it('takes a key pressed the moment the next item shows for that one, not for the one before', async () => {
    const headlines = [1, 2, 3].map((n) => unique(`Valse webwinkel ${n}`));
    for (const headline of headlines) {
      await share(headline);
      await waitFor(() => entryOf(headline), 10_000);
    }
    const { page } = await arrive('investigator-1');
    await page.locator('.entry', { hasText: headlines[2] as string }).click();
    await page.locator('.detail h2', { hasText: headlines[2] as string }).waitFor();
    // As quick as a key can come: in the same turn in which the page changed.
    await page.evaluate(`{
      let left = 2;
      const heading = () => document.querySelector('.detail h2')?.textContent;
      let before = heading();
      new MutationObserver(() => {
        const now = heading();
        if (left === 0 || now === undefined || now === before) return;
        before = now;
        left -= 1;
        dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    }`);
    await page.keyboard.press('a');
    for (const headline of headlines) await page.locator('.entry', { hasText: headline }).waitFor({ state: 'detached' });
    expect((await Promise.all(headlines.map(entryOf))).map((entry) => entry?.status)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('opens the address of an item that was settled, on a phone too, and says so when there is none', async () => {
    const headline = unique('Phishing op naam van de stad');
    await share(headline);
    const { itemId } = await waitFor(() => entryOf(headline), 10_000);
    await api('investigator-1').ask(acceptItem, { itemId });
    const phone = await visit({ person: 'investigator-1', options: phoneSize });
    await phone.go(`/opsporing/${itemId}`);
    await phone.page.locator('.detail h2', { hasText: headline }).waitFor();
    expect(await barriers(phone.page)).toEqual([]);
    await phone.go('/opsporing/01939f6e-0000-7000-8000-00000000dead');
    await phone.page.locator('[role=alert]').waitFor();
  });

  it('takes an item that a colleague settled meanwhile out of the list, and shows what became of it', async () => {
    const headline = unique('Vals identiteitsbewijs online');
    await share(headline);
    const { itemId } = await waitFor(() => entryOf(headline), 10_000);
    const { page, context } = await arrive('investigator-1');
    const row = page.locator('.entry', { hasText: headline });
    await row.click();
    await page.locator('.detail h2', { hasText: headline }).waitFor();
    await page.locator('.master .as-of').waitFor();
    await api('investigator-1').ask(acceptItem, { itemId });
    const colleagueWasFirst = { status: 409, json: { code: 'information-sharing.already-settled', status: 409 } };
    await context.route('**/v1/inbox/*/accept', (route) => route.fulfill(colleagueWasFirst), { times: 1 });
    await page.keyboard.press('a');
    await page.locator('[role=alert]:has-text("al aanvaard of teruggegeven")').waitFor();
    await row.waitFor({ state: 'detached' });
    await page.locator('.detail .chip:has-text("Aanvaard")').waitFor();
  });

  it('leaves the hand at the next item after the button, not at the top of the page', async () => {
    const [second, first] = [unique('Vals loket van de bank'), unique('Vals bericht van een koerier')];
    await share(second);
    await waitFor(() => entryOf(second), 10_000);
    await share(first);
    await waitFor(() => entryOf(first), 10_000);
    const { page } = await arrive('investigator-1');
    await page.locator('.entry', { hasText: first }).click();
    await page.locator('.detail h2', { hasText: first }).waitFor();
    await page.locator('.detail button:has-text("Aanvaard")').click();
    await page.locator('.detail h2:focus', { hasText: second }).waitFor();
  });

  it('follows a theme and a word, and stopping can be undone', async () => {
    const { page, context } = await arrive('investigator-2');
    await page.locator('a:has-text("Wat ik volg")').click();
    const name = unique('Verkeer en bromfiets');
    await page.locator('.choice:has-text("Verkeer")').click();
    await page.locator('label:has-text("Woord in de tekst") + input').fill('bromfiets');
    await page.locator('label:has-text("Hoe noem je dit?") + input').fill(name);
    await page.locator('button:has-text("Volg dit")').click();
    const card = page.locator('.card', { hasText: name });
    await card.waitFor();
    await card.locator('button:has-text("Volg niet meer")').click();
    await card.waitFor({ state: 'detached' });
    await context.route('**/v1/subscriptions', (route) =>
      route.request().method() === 'POST' ? route.fulfill({ status: 503, json: { code: 'unavailable' } }) : route.continue(),
    );
    await page.locator('.undo button').click();
    await page.locator('[role=alert]').waitFor();
    await context.unroute('**/v1/subscriptions');
    await page.locator('.undo button').click();
    await card.waitFor();
    await page.locator('.undo').waitFor({ state: 'detached' });
    await card.locator('button:has-text("Volg niet meer")').click();
    await card.waitFor({ state: 'detached' });
  });

  it('a theme outside the assignment is refused on its field, in words', async () => {
    const { page } = await arrive('investigator-2');
    await page.locator('a:has-text("Wat ik volg")').click();
    await page.locator('.choice:has-text("Drugs")').click();
    await page.locator('button:has-text("Volg dit")').click();
    await page.locator('.choices .error:has-text("buiten je toewijzing")').waitFor();
    expect(await barriers(page)).toEqual([]);
  });
});
