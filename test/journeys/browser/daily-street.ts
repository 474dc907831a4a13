// The tasks of who is on foot or in a car.
import { expect } from '@jest/globals';
import { listMyNotes, readFeelings, recordNote, registerCall } from '@spil/contracts';
import { aNote, waitFor } from '../suite';
import { api, unique, type Task } from './daily';

const words = {
  nl: { here: 'Waar ik nu ben', drugs: 'Drugs', useful: 'Nuttig', given: 'Je beoordeling is doorgegeven' },
  fr: { here: 'Là où je suis', drugs: 'Drogues', useful: 'Utile', given: 'Votre avis est transmis' },
} as const;

/** From Straat: the place in the bar, or the phone's own shortcut to it. */
export const note: Task = {
  person: 'inspector-1',
  path: '/straat',
  budget: { taps: 4, seconds: 15 },
  async do(hand, { visitor: { page }, language }) {
    const headline = unique('Dealen aan het fietsenhok');
    await hand.hit(page.locator('button', { hasText: words[language].here }));
    await hand.hit(page.locator('textarea').first());
    await (hand.touch ? hand.say(headline) : hand.type(headline));
    await hand.hit(page.locator('.choice', { hasText: new RegExp(`^${words[language].drugs}$`) }));
    await hand.hit(page.locator('.send-bar .button.main'));
    await page.locator('.notice.good h2').waitFor();
    const { notes } = await api('inspector-1').ask(listMyNotes, { limit: 5 });
    expect(notes.filter((one) => one.headline === headline)).toHaveLength(1);
  },
};

let counted = 0;
export const contact: Task = {
  person: 'inspector-1',
  path: '/vandaag',
  budget: { taps: 3, seconds: 10 },
  async before() {
    counted = (await api('inspector-1').ask(readFeelings, {})).mine;
  },
  async do(hand, { visitor: { page } }) {
    await hand.hit(page.locator('.today-first a').nth(1));
    await hand.hit(page.locator('.face.uneasy'));
    await page.locator('.notice.good').waitFor();
    expect((await api('inspector-1').ask(readFeelings, {})).mine).toBe(counted + 1);
  },
};

let known = '';
/** The card comes without a tap; the one tap is for the author of what helped. */
export const scene: Task = {
  person: 'crew-1',
  path: '/live',
  budget: { taps: 1, seconds: 10 },
  async before(point) {
    known = unique('Dove buur op het gelijkvloers');
    const { noteId } = await api('inspector-1').ask(recordNote, aNote(point, { headline: known, theme: 'activity' }));
    const briefed = async () =>
      (await api('inspector-1').ask(listMyNotes, { limit: 5 })).notes
        .find((one) => one.noteId === noteId)
        ?.steps.some(({ step }) => step === 'briefed');
    await waitFor(briefed, 10_000);
  },
  async do(hand, { visitor, language, point }) {
    const { page } = visitor;
    await visitor.live();
    hand.start();
    const summary = unique('Geroep in de gang');
    const receivedAt = new Date(Date.now() - 1_000).toISOString();
    await api('dispatcher-1').ask(registerCall, { point, nature: 'domestic', urgency: 'urgent', summary, receivedAt });
    const card = page.locator('.scene-card', { hasText: summary }).first();
    const line = card.locator('.scene-line', { hasText: known });
    await line.waitFor();
    expect(hand.taps).toBe(0);
    await hand.hit(line.locator('.rating button', { hasText: words[language].useful }));
    await line.locator(`text=${words[language].given}`).waitFor();
  },
};
