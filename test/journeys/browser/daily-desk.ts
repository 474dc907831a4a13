// The tasks of who sits at a desk: by keys alone there, and by thumb when all they have with them is a phone, in the same time.
import { expect } from '@jest/globals';
import { listCalls, listInbox, listPromises, recordNote } from '@spil/contracts';
import { aNote, waitFor } from '../suite';
import type { Page } from './browser';
import { api, unique, type Task } from './daily';
import { watchPointer, type Hand } from './hand';

/** Kept as it was said and decided; no crew reads what the caller was told. */
async function answeredOnce(summary: string): Promise<void> {
  const { calls } = await api('dispatcher-1').ask(listPromises, {});
  expect(calls.filter((call) => call.summary === summary)).toMatchObject([
    {
      ...{ nature: 'noise', urgency: 'notUrgent', triage: { severity: 'limited' }, decision: { response: 'LATER', deviates: false } },
      notices: [{ motive: 'moreUrgentFirst' }],
    },
  ]);
  const { calls: crews } = await api('crew-2').ask(listCalls, { limit: 5 });
  expect(crews.find((call) => call.summary === summary)).not.toHaveProperty('notices');
}

/** With the caller on the line: registered, weighed, decided, told. */
export const answer: Task = {
  person: 'dispatcher-1',
  path: '/live',
  budget: { taps: 0, seconds: 45 },
  async do(hand, { visitor: { page } }) {
    const pointed = await watchPointer(page);
    const summary = unique('Luide muziek op de derde verdieping');
    await hand.press('Alt+n');
    await hand.type('Ankerstraat 3');
    await page.locator('[role=option]').first().waitFor();
    await hand.press('Enter', 'Tab', ' ', 'Tab', 'Tab');
    await hand.type(summary);
    await hand.press('Tab');
    await hand.type('Oproeper Verzonnen');
    await hand.press('Tab');
    await hand.type('0470 00 00 00');
    await hand.press('Enter');
    const step = page.locator('.answer-call');
    await step.locator('input[value=lifeThreatening]:focus').waitFor();
    await hand.press('ArrowLeft', 'Enter');
    await step.locator('input[value=LATER]:checked:focus').waitFor();
    await hand.press('Tab', ' ');
    await step.locator('.to-say q').waitFor();
    await hand.press('Enter');
    await step.locator('.notice.good:focus').waitFor();
    expect(await pointed()).toBe(0);
    await answeredOnce(summary);
  },
};

/** The same call; whoever types with two thumbs writes less. */
export const answerByThumb: Task = {
  ...answer,
  budget: { seconds: 45 },
  async do(hand, { visitor: { page } }) {
    const summary = unique('Luide muziek, derde');
    const form = page.locator('.call-form');
    const write = async (field: ReturnType<Page['locator']>, text: string): Promise<void> => {
      await hand.hit(field);
      await hand.type(text);
    };
    await write(form.locator('[role=combobox]'), 'Ankerstraat 3');
    await hand.hit(page.locator('[role=option]').first());
    await hand.hit(form.locator('.choice:has(input[value=noise])'));
    await write(form.locator('textarea'), summary);
    await write(form.locator('.two input').first(), 'Oproeper Verzonnen');
    await write(form.locator('.two input').last(), '0470 00 00 00');
    await hand.hit(form.locator('button[type=submit]'));
    const step = page.locator('.answer-call');
    await hand.hit(step.locator('.choice:has(input[value=limited])'));
    await hand.hit(step.locator('button[type=submit]'));
    await step.locator('input[value=LATER]:checked').waitFor({ state: 'attached' });
    await hand.hit(step.locator('.choice:has(input[value=moreUrgentFirst])'));
    await step.locator('.to-say q').waitFor();
    await hand.hit(step.locator('button[type=submit]'));
    await step.locator('.notice.good').waitFor();
    await answeredOnce(summary);
  },
};

let filed: string[] = [];
const items = 20;
const open = async (): Promise<number> => {
  const { entries } = await api('investigator-1').ask(listInbox, { status: 'new', limit: 100 });
  return entries.filter(({ noteId }) => filed.includes(noteId)).length;
};
/** Which entry lies open; undefined when none does. */
const shown = async (page: Page): Promise<string | null | undefined> =>
  (await page.locator('.detail h2').count()) > 0 ? page.locator('.detail h2').first().textContent() : undefined;
/** Does it, and waits until another entry lies open than the one before. */
async function after(page: Page, before: Awaited<ReturnType<typeof shown>>, act: () => Promise<void>): Promise<void> {
  await act();
  await waitFor(async () => ![before, undefined].includes(await shown(page)), 10_000);
}

interface Means {
  look: () => Promise<void>;
  accept: () => Promise<void>;
  giveBack: (reason: number) => Promise<void>;
}
/** One by one: accepted, or every third given back with its reason. */
async function triage(page: Page, { look, accept, giveBack }: Means): Promise<void> {
  await page.locator('.entry').first().waitFor();
  await look();
  for (let n = 0; n < items - 1; n += 1) {
    await after(page, await shown(page), () => (n % 3 === 2 ? giveBack(n % 5) : accept()));
  }
  await accept();
  await waitFor(async () => (await open()) === 0, 5_000);
}

export const inbox: Task = {
  person: 'investigator-1',
  path: '/opsporing',
  budget: { taps: 0, seconds: 60 },
  async before(point) {
    filed = [];
    for (let n = 0; n < items; n += 1) {
      const headline = unique(`Valse bankberichten ${n}`);
      filed.push((await api('inspector-1').ask(recordNote, aNote(point, { headline, theme: 'cyberFraud' }))).noteId);
    }
    await waitFor(async () => (await open()) === items, 20_000);
  },
  async do(hand, { visitor: { page } }) {
    const pointed = await watchPointer(page);
    await triage(page, {
      // Down and up again, as one looks around.
      look: async () => {
        for (const key of ['j', 'j', 'k']) await after(page, await shown(page), () => hand.press(key));
      },
      accept: () => hand.press('a'),
      giveBack: async (reason) => {
        await hand.press('r');
        await page.locator('[role=dialog] .reasons button:focus').waitFor();
        await hand.press(String(reason + 1));
      },
    });
    expect(await pointed()).toBe(0);
  },
};

/** A tap for each, one more for the reason; the next one opens by itself. */
export const inboxByThumb: Task = {
  ...inbox,
  budget: { taps: items + Math.floor(items / 3) + 3, seconds: 60 },
  async do(hand: Hand, { visitor: { page } }) {
    await triage(page, {
      look: async () => {
        const entries = page.locator('.entry');
        await after(page, undefined, () => hand.hit(entries.nth(1)));
        await hand.hit(page.locator('.detail .back'));
        await after(page, undefined, () => hand.hit(entries.first()));
      },
      accept: () => hand.hit(page.locator('.detail .actions .button.main')),
      giveBack: async (reason) => {
        await hand.hit(page.locator('.detail .actions .button:not(.main)'));
        await hand.hit(page.locator('[role=dialog] .reasons button').nth(reason));
      },
    });
    expect(hand.keys).toBe(0);
  },
};
