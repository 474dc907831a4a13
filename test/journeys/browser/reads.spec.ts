// "Who saw this, and why was it allowed?" within three clicks, with a proof that the real tool proves (ux.md, L07 to L11).
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordCitizenContact, recordNote, type ReadProofFile } from '@spil/contracts';
import { Api, aNote, places, runningSuite, Screen } from '../suite';
import { barriers, desktop, overflows, phone, smallTargets, startBrowser, Visitor, type Browser, type Language } from './browser';
import { Hand } from './hand';

const suite = runningSuite();
jest.setTimeout(120_000);
const api = (person: string): Api => new Api(suite, person);
const folder = mkdtempSync(join(tmpdir(), 'spil-reads-'));
const secret = 'INHOUD-BLIJFT-BINNEN';
let browser: Browser;
let noteId: string;
let crew: Screen;

const screens = { desktop, phone };
const words = {
  nl: { shown: 'Getoond', live: 'Verschijnen op het livescherm', why: 'De ploeg had dienst in de wijk van deze melding.', title: 'Inzage' },
  fr: {
    shown: 'Montré',
    live: 'Apparaître sur l’écran en direct',
    why: 'L’équipe était de service dans le quartier',
    title: 'Consultations',
  },
} as const;

/** The tool as an auditor runs it; answers its exit code and what it said. */
const prove = (file: string, ...more: string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['dist/deploy/local/tools/audit.js', 'prove', file, ...more], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

beforeAll(async () => {
  browser = await startBrowser();
  const where = await places(suite);
  crew = await Screen.open(suite, 'crew-1');
  const parts = { handling: 'H1', headline: secret, fact: secret, safetyLine: `Met twee aan de deur ${secret}` } as const;
  ({ noteId } = await api('inspector-1').ask(recordNote, aNote(where.noord, parts)));
  await crew.frameOf(noteId);
});
afterAll(() => {
  crew.close();
  return browser.close();
});

const devices = [
  ['desktop', 'nl'],
  ['desktop', 'fr'],
  ['phone', 'nl'],
  ['phone', 'fr'],
] as const;

describe('who saw this, and why was it allowed', () => {
  it('the author hands on the number of the note', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'inspector-1', at: `/mijn-meldingen/${noteId}` });
    expect(await visitor.page.locator('.record-number code').textContent()).toBe(noteId);
    await visitor.close();
  });

  it.each(devices)('is answered in three clicks, with a proof (%s, %s)', async (device, language) => {
    const said = words[language];
    const options = { ...screens[device], acceptDownloads: true };
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1', language: language as Language, options });
    const { page } = visitor;
    await page.locator('h1', { hasText: said.title }).waitFor();
    const hand = new Hand(page);
    // The field waits for the number; an address it stands in will do.
    await page.locator('.reads-form input:focus').waitFor();
    await hand.say(`${suite.console}/mijn-meldingen/${noteId}`);
    await hand.press('Enter');
    const row = page.locator('.reads-table [data-service=gateway]', { hasText: 'Ploeg Noord Demo' }).first();
    await row.waitFor();
    await visitor.quiet();
    for (const text of [said.live, said.shown, said.why]) expect(await row.textContent()).toContain(text);
    expect(await page.locator('main').textContent()).not.toContain(secret);
    expect(await barriers(page)).toEqual([]);
    expect(await overflows(page)).toBe(false);
    if (device === 'phone') expect(await smallTargets(page)).toEqual([]);
    const coming = page.waitForEvent('download');
    await hand.click(page.locator('.reads-head .button.main'));
    const file = join(folder, `${device}-${language}.json`);
    await (await coming).saveAs(file);
    await page.locator('dialog[open] .notice.good').waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(hand.taps + hand.keys).toBeLessThanOrEqual(3);
    expect(await prove(file)).toMatchObject({ code: 0, said: expect.stringContaining(`about ${noteId}`) });
    expect(readFileSync(file, 'utf8')).not.toContain(secret);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('the proof does not hold when a word of it was changed, or another key is expected', async () => {
    const file = join(folder, 'desktop-nl.json');
    const { proofs } = JSON.parse(readFileSync(file, 'utf8')) as ReadProofFile;
    const keys = proofs.flatMap(({ checkpoint }) => ['--key', checkpoint.fingerprint]);
    expect((await prove(file, ...keys)).code).toBe(0);
    expect((await prove(file, '--key', 'f'.repeat(64))).code).toBe(1);
    const touched = join(folder, 'touched.json');
    const seq = proofs
      .find(({ checkpoint }) => checkpoint.service === 'gateway')
      ?.lines.find(({ line }) => line['spil.actor'] === 'crew-1')?.seq;
    writeFileSync(touched, readFileSync(file, 'utf8').replace('"spil.actor": "crew-1"', '"spil.actor": "crew-2"'));
    expect(await prove(touched)).toEqual({ code: 1, said: expect.stringContaining(`line ${seq}`) });
  });

  it('a service that does not answer is named, and nobody is told that nobody read it', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1' });
    const { page, context } = visitor;
    await context.route('**/v1/reads/gateway/**', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ code: 'unavailable', status: 503 }) }),
    );
    await visitor.go('/inzage/01939f6e-0000-7000-8000-00000000dead');
    await page.locator('[role=alert]', { hasText: 'Livescherm' }).waitFor();
    expect(await page.locator('.empty').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await context.unroute('**/v1/reads/gateway/**');
    await page.locator('[role=alert] button').click();
    await page.locator('.empty').waitFor();
    await visitor.walk(`/inzage/${noteId}`);
    await page.locator('.reads-table').waitFor();
    expect([await page.locator('.reads-form').count(), await page.locator('.empty').count()]).toEqual([1, 0]);
    await visitor.close();
  });

  it('the resident who held a link is named so, and is no person in the count', async () => {
    const where = await places(suite);
    const question = {
      ...{ point: where.noord, channel: 'phone' as const, kind: 'question' as const, subject: `Kapotte lamp ${secret}` },
      receivedAt: new Date(Date.now() - 60_000).toISOString(),
    };
    const { contactId, followCode } = await api('inspector-1').ask(recordCitizenContact, question);
    const resident = await Visitor.open(browser, suite, { ...phone, locale: 'nl-BE' });
    await resident.page.goto(`${suite.console}/opvolging#${suite.zone.id}.${followCode}`);
    await resident.page.locator('.resident .state').waitFor();
    await resident.close();
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1', at: `/inzage/${contactId}` });
    const row = visitor.page.locator('.reads-table [data-service=wijk]', { hasText: 'de inwoner, via de link' });
    await row.first().waitFor();
    for (const text of ['Volgen wat er van de vraag wordt', 'Wie las, had de link', 'de eigen vraag volgen'])
      expect(await row.first().textContent()).toContain(text);
    // It counts once the last service has answered.
    await visitor.page.locator('#reads-heading', { hasText: /^1 inzage door de inwoner$/ }).waitFor();
    await visitor.close();
  });

  it('what is no number is said beside the field', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1' });
    await visitor.page.locator('.reads-form input').fill('melding van gisteren');
    await visitor.page.keyboard.press('Enter');
    await visitor.page.locator('.reads-form .error').waitFor();
    await visitor.close();
  });
});

describe('an account longer than a page', () => {
  const read = {
    actor: 'crew-1',
    action: 'deliver-frame',
    recordCategory: 'H1',
    subjectType: 'item',
    rule: 'audience',
    reason: 'live-feed:wijk',
  };
  const why = { legalBasis: 'wpa-44-1', processingActivity: 'x', traceId: '' };
  const pageOf = (newest: number, count: number) =>
    Array.from({ length: count }, (_, n) => {
      const seq = newest - n;
      const decision = seq % 10 === 0 ? 'denied' : 'shown';
      return { ...read, ...why, seq, at: new Date(Date.UTC(2026, 0, 12, 9) + seq * 1_000).toISOString(), decision };
    });
  /** The live screen as if it had so many pages of two lines; each waits for `until`. */
  const long = (visitor: Visitor, pages: number, until: (page: number) => Promise<void> = () => Promise.resolve()) =>
    visitor.context.route('**/v1/reads/gateway/**', async (route) => {
      const before = Number(new URL(route.request().url()).searchParams.get('before') ?? pages * 2 + 1);
      await until(pages - (before - 1) / 2 + 1);
      const answer = { lines: pageOf(before - 1, 2), more: before > 3, related: [], asOf: new Date().toISOString() };
      await route.fulfill({ json: answer }).catch(() => undefined);
    });

  it('says that there is more, also on paper, until its end; who was refused is counted apart', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1' });
    const { page } = visitor;
    await long(visitor, 5);
    await visitor.walk(`/inzage/${noteId}`);
    const heading = page.locator('#reads-heading', { hasText: 'Minstens' });
    await heading.waitFor();
    expect(await heading.textContent()).toMatch(/^Minstens \d+ inzagen? door .*, 1 poging geweigerd$/);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.reads-older').isVisible()).toBe(true);
    await page.emulateMedia({ media: null });
    expect(await barriers(page)).toEqual([]);
    const older = page.locator('.reads-record > .button', { hasText: 'oudere' });
    for (let rows = 4; rows <= 10; rows += 2) {
      await older.click();
      await page
        .locator('.reads-table [data-service=gateway]')
        .nth(rows - 1)
        .waitFor();
    }
    await older.waitFor({ state: 'detached' });
    expect(await page.locator('#reads-heading').textContent()).toMatch(/^\d+ inzagen door .*, 1 poging geweigerd$/);
    expect(await page.locator('.reads-older').count()).toBe(0);
    await visitor.close();
  });

  it('is taken away up to a bound, and says so; the tool takes the file', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1', options: { ...desktop, acceptDownloads: true } });
    const { page } = visitor;
    await long(visitor, 30);
    await visitor.walk(`/inzage/${noteId}`);
    await page.locator('#reads-heading', { hasText: 'Minstens' }).waitFor();
    const coming = page.waitForEvent('download');
    await page.locator('.reads-head .button.main').click();
    const file = join(folder, 'cut.json');
    await (await coming).saveAs(file);
    await page.locator('dialog[open] .notice.attention', { hasText: 'Livescherm: wat ouder is dan' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect((JSON.parse(readFileSync(file, 'utf8')) as ReadProofFile).cutAt).toEqual([
      { service: 'gateway', seq: 21, at: '2026-01-12T09:00:21.000Z' },
    ]);
    expect((await prove(file)).code).toBe(0);
    await visitor.close();
  });

  it('tells how far the taking is, and is stopped by one press: nothing is kept', async () => {
    const visitor = await Visitor.arrive(browser, { person: 'auditor-1', options: phone });
    const { page } = visitor;
    await visitor.walk(`/inzage/${noteId}`);
    await page.locator('.reads-table').waitFor();
    await visitor.quiet();
    await long(visitor, 30, (at) => (at < 3 ? Promise.resolve() : new Promise(() => undefined)));
    let taken = 0;
    page.on('download', () => taken++);
    await page.locator('.reads-head .button.main').click();
    await page.locator('.reads-step', { hasText: 'Livescherm, pagina 3' }).waitFor();
    expect([await barriers(page), await overflows(page), await smallTargets(page)]).toEqual([[], false, []]);
    await page.locator('.reads-head .button', { hasText: 'Stop' }).click();
    await page.locator('.reads-head .notice:focus').waitFor();
    expect([taken, await page.locator('dialog[open]').count()]).toEqual([0, 0]);
    await visitor.close();
  });
});
