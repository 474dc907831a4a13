import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decideResponse, listCalls, listPromises, registerCall, triageCall } from '@spil/contracts';
import { Api, places, runningSuite, waitFor } from '../suite';
import { barriers, overflows, phone, smallTargets, type Language, type Visit, type Visitor } from './browser';
import { unique, visits } from './visits';

const suite = runningSuite();
jest.setTimeout(120_000);
const desk = new Api(suite, 'dispatcher-1');
let where: Awaited<ReturnType<typeof places>>;
const visit = visits();
const arrive = (language: Language = 'nl', options?: Visit['options']): Promise<Visitor> =>
  visit({ person: 'dispatcher-1', language, ...(options ? { options } : {}) });
const noise = { nature: 'noise', urgency: 'notUrgent' } as const;
const register = async (about: string): Promise<{ callId: string; number: string; summary: string }> => {
  const summary = unique(about);
  const receivedAt = new Date(Date.now() - 1_000).toISOString();
  const { callId, number } = await desk.ask(registerCall, { point: where.zuid, ...noise, summary, receivedAt });
  return { callId, number, summary };
};
/** Answered later, to be done in so many minutes. */
const promised = async (about: string, minutes: number) => {
  const call = await register(about);
  await desk.ask(triageCall, { callId: call.callId, severity: 'limited', ...noise });
  const expectedAt = new Date(Date.now() + minutes * 60_000).toISOString();
  await desk.ask(decideResponse, { callId: call.callId, response: 'LATER', notice: { motive: 'noUnitFree', expectedAt } });
  return call;
};
const choose = async ({ page }: Visitor, summary: string): Promise<void> => {
  await page.locator('.live-card', { hasText: summary }).locator('h3 button').click();
  await page.locator('.answer-call').waitFor();
};

beforeAll(async () => {
  where = await places(suite);
});

describe('Oproepen: an answer to a call (I03, I05, I06)', () => {
  it('asks all three, a motive for later, a reason for otherwise, each beside its field; what was typed outlives a server that fails', async () => {
    const { callId, summary } = await register('Geroep in de straat');
    const visitor = await arrive('fr');
    const { page, context } = visitor;
    await choose(visitor, summary);
    const step = page.locator('.answer-call');
    await step.locator('button[type=submit]').click();
    await step.locator('.choices .error').first().waitFor();
    await step.locator('.choice:has(input[value=limited])').click();
    await step.locator('button[type=submit]').click();
    await step.locator('p.strong:has-text("Proposition : Répondre plus tard, dans les 4 heures.")').waitFor();
    await step.locator('button[type=submit]').click();
    await step.locator('.choices .error:has-text("pourquoi et pour quand")').waitFor();
    expect(await barriers(page)).toEqual([]);

    await step.locator('.choice:has(input[value=other])').click();
    await step.locator('input[maxlength="500"]').fill('Travaux dans la rue');
    await step.locator('.to-say q:has-text("Travaux dans la rue Vous aurez de nos nouvelles")').waitFor();
    await context.route('**/v1/calls/*/decision', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }), { times: 1 });
    await step.locator('button[type=submit]').click();
    await step.locator('.notice.attention').waitFor();
    expect(await step.locator('input[maxlength="500"]').inputValue()).toBe('Travaux dans la rue');

    await step.locator('.choice:has(input[value=IMMEDIATE])').click();
    await step.locator('button[type=submit]').click();
    await step.locator('.error:has-text("Vous décidez autrement que proposé")').waitFor();
    await step.locator('input[maxlength="300"]').fill('Une équipe passe déjà');
    await step.locator('button[type=submit]').click();
    await step.locator('.notice.good:has-text("Autrement que proposé")').waitFor();
    expect(await barriers(page)).toEqual([]);
    const call = (await desk.ask(listCalls, { limit: 20 })).calls.find((one) => one.callId === callId);
    expect(call).toMatchObject({ decision: { response: 'IMMEDIATE', deviates: true }, notices: [{ motive: 'unitComing' }] });
  });

  it('what is typed for one call waits while another is looked at', async () => {
    const [first, second] = [await register('Eerste oproep'), await register('Tweede oproep')];
    const visitor = await arrive();
    await choose(visitor, first.summary);
    const severity = visitor.page.locator('.answer-call .choice:has(input[value=serious])');
    await severity.click();
    await choose(visitor, second.summary);
    expect(await visitor.page.locator('.answer-call input[value=serious]').isChecked()).toBe(false);
    await choose(visitor, first.summary);
    const typed = visitor.page.locator('.answer-call input[value=serious]:checked');
    await typed.waitFor({ state: 'attached' });
    // Also after the page was left: it stands on the device.
    await visitor.page.reload();
    await choose(visitor, first.summary);
    await typed.waitFor({ state: 'attached' });
  });

  it('a caller who was not reached is not said to know: such a call does not close until one was told', async () => {
    const { callId, summary } = await register('Opgehangen');
    await desk.ask(triageCall, { callId, severity: 'lifeThreatening', urgency: 'urgent', nature: 'accident' });
    const visitor = await arrive();
    const step = visitor.page.locator('.answer-call');
    await choose(visitor, summary);
    await step.locator('button:has-text("oproeper nog niet bereikt")').click();
    await step.locator('text=De oproeper heeft nog niets gehoord.').waitFor();
    await step.locator('button:has-text("Sluit oproep")').click();
    await step.locator('[role=alert]:has-text("Noteer eerst wat je zei")').waitFor();
    expect(await barriers(visitor.page)).toEqual([]);
  });
});

describe('what callers were promised (X1)', () => {
  it('shows who waits and whose time is near, hears of other desks, takes a new expectation, and ends when the call closes', async () => {
    const visitor = await arrive();
    const { page } = visitor;
    await visitor.live();
    const { callId, number } = await promised('Fietsen op het plein', 6);
    const row = page.locator('.promises > li', { hasText: number });
    await row.locator('.chip.attention:has-text("Bijna tijd")').waitFor();
    expect(await barriers(page)).toEqual([]);
    await row.locator('button').first().click();
    const step = page.locator('.answer-call');
    await step.locator('button:has-text("Nieuwe verwachting")').click();
    await step.locator('.choice:has(input[value=wijkInspector])').click();
    const inTwoHours = new Date(Date.now() + 7_200_000).toLocaleString('sv-SE', { timeZone: 'Europe/Brussels' }).slice(0, 16);
    await step.locator('input[type=datetime-local]').fill(inTwoHours.replace(' ', 'T'));
    await step.locator('button:has-text("Noteer wat je zei")').click();
    await step.locator('.told li:has-text("Voor de wijkinspecteur")').waitFor();
    expect(await step.locator('.told li').count()).toBe(2);
    await row.locator('.chip.attention').waitFor({ state: 'detached' });
    await step.locator('button:has-text("Sluit oproep")').click();
    await row.waitFor({ state: 'detached' });
    await waitFor(async () => !(await desk.ask(listPromises, {})).calls.some((call) => call.callId === callId), 5_000);
  });

  it('keeps them on the screen, with their age, when they cannot be asked again', async () => {
    const { number } = await promised('Alarm in de winkel', 30);
    const visitor = await arrive();
    const { page, context } = visitor;
    const section = page.locator('section[aria-label="Beloofd aan oproepers"]');
    await section.locator('.promises > li', { hasText: number }).waitFor();
    await visitor.live();
    await context.route('**/v1/promises', (route) => route.fulfill({ status: 503, json: { code: 'unavailable' } }));
    // What another desk decides makes this one ask again.
    await promised('Brommers op het plein', 45);
    await section.locator('.notice.attention').waitFor();
    await section.locator('.as-of').waitFor();
    await section.locator('.promises > li', { hasText: number }).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('fits a phone, with targets a thumb can hit', async () => {
    const { summary } = await promised('Muziek in het park', 30);
    const visitor = await arrive('fr', phone);
    await choose(visitor, summary);
    await visitor.page.locator('.answer-call button').first().waitFor();
    expect(await overflows(visitor.page)).toBe(false);
    expect(await smallTargets(visitor.page)).toEqual([]);
  });
});
