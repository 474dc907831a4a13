// What is said to who does not see the page: politely, and no more than once in five seconds (ux.md). Of decisions: inbox.spec.ts.
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordNote } from '@spil/contracts';
import { Api, aNote, places, runningSuite } from '../suite';
import { Ear } from './heard';
import { unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
let noord: [number, number];
const visit = visits();
const share = async (headline: string): Promise<void> => {
  await new Api(suite, 'inspector-1').ask(recordNote, aNote(noord, { headline }));
};

beforeAll(async () => {
  noord = (await places(suite)).noord;
});

describe('a screen reader', () => {
  it('hears a new briefing at once, and what comes right after it five seconds later, up to the last one', async () => {
    const visitor = await visit({ person: 'crew-1' });
    await visitor.live();
    await visitor.page.locator('.live-lists > section:last-child').locator('.cards, .empty').first().waitFor();
    const ear = await Ear.at(visitor.page);
    const [first, second, third] = [unique('Fiets weg'), unique('Bromfiets weg'), unique('Step weg')];
    for (const headline of [first, second, third]) await share(headline);
    await ear.hears(`1 nieuw bericht: ${third}`);
    const said = await ear.said();
    // How many of them came within the first one's five seconds is a matter of the machine; which one waits is proven in paced.spec.ts.
    expect(said[0]?.text).toBe(`1 nieuw bericht: ${first}`);
    said.slice(1).forEach(({ at }, n) => expect(at - (said[n]?.at ?? 0)).toBeGreaterThan(4_900));
  });

  it('hears how much a search found, over the open dialog, once it is known', async () => {
    const headline = unique('Rugzak in de struiken');
    await share(headline);
    const { page } = await visit({ person: 'inspector-1' });
    const ear = await Ear.at(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Zoek' }).fill(headline.slice(-14, -1));
    await page.getByRole('option', { name: headline }).waitFor();
    await ear.hears('1 gevonden');
    expect((await ear.said()).map(({ text }) => text)).toEqual(['1 gevonden']);
  });
});
