import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriers, desktop, fontsOf, looks, overflows, phone, smallTargets, startBrowser, type Page } from './browser';
import { openGallery, serveGallery } from './gallery-page';

/*
 * What the gallery looks like, against what it looked like when somebody last agreed (gallery.looks.json).
 *
 * Not pixels: two machines smooth the same letter differently, and a threshold wide enough for that lets a lost border through.
 * Compared are the box of every element (within 2 px: browsers round differently) and how each kind of thing is painted (to the
 * digit). A box depends on the fonts of the machine: with other fonts than the baseline's that test is skipped, and says so aloud;
 * the paint, the overflow, axe and the thumb are always judged.
 *
 * A change that was meant: SPIL_AGREE=1 npm run jest -- test/journeys/browser/gallery, look at the difference in Git, commit it.
 */
interface Agreed {
  fonts: Record<string, string>;
  boxes: Record<string, string[]>;
  paints: Record<string, string[]>;
}
const tolerance = 2;
const file = new URL('./gallery.looks.json', import.meta.url);
const agreeing = process.env['SPIL_AGREE'] === '1';
const agreed: Agreed = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Agreed) : { fonts: {}, boxes: {}, paints: {} };
const seen: Agreed = { fonts: {}, boxes: {}, paints: {} };

jest.setTimeout(120_000);
const browser = await startBrowser();
const fontsHere = await measuredFonts();
let served: Awaited<ReturnType<typeof serveGallery>>;

/** What the families of the pages are on this machine; known before the tests are named, so that one which cannot be is skipped. */
async function measuredFonts(): Promise<string> {
  const page = await browser.newPage();
  const tokens = readFileSync(new URL('../../../services/console/src/styles/tokens.css', import.meta.url), 'utf8');
  await page.setContent(`<!doctype html><style>${tokens}</style><body></body>`);
  const fonts = await fontsOf(page);
  await page.close();
  return fonts;
}

beforeAll(async () => {
  served = await serveGallery();
});
afterAll(async () => {
  await browser.close();
  served?.stop();
  if (agreeing) writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`);
});

async function gallery(options: object, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ ...options, colorScheme, locale: 'nl-BE', timezoneId: 'Europe/Brussels' });
  const page = await context.newPage();
  await openGallery(page, served.address);
  return page;
}

/** Elements that stand elsewhere, are gone or are new; the first ones are enough to go and look. */
function moved(before: readonly string[], now: readonly string[]): string[] {
  const parts = (line: string): [string, number[]] => {
    const [name = '', ...box] = line.split(' ');
    return [name, box.map(Number)];
  };
  const lines: string[] = [];
  for (let at = 0; at < Math.max(before.length, now.length) && lines.length < 5; at += 1) {
    const [was, is] = [before[at], now[at]];
    if (was === undefined || is === undefined) lines.push(`${was ?? 'nothing'} became ${is ?? 'nothing'}`);
    else {
      const [[oldName, oldBox], [newName, newBox]] = [parts(was), parts(is)];
      const far = oldBox.some((edge, index) => Math.abs(edge - (newBox[index] ?? NaN)) > tolerance);
      if (oldName !== newName || far) lines.push(`${was} became ${is}`);
    }
  }
  return lines;
}

/** What the gallery looks like and what is wrong with it, in Dutch; what is wrong with it in longer words. */
async function whole(device: 'desktop' | 'phone', scheme: 'light' | 'dark') {
  const page = await gallery(device === 'phone' ? phone : desktop, scheme);
  const troubles = async (): Promise<unknown> => ({
    overflows: await overflows(page),
    barriers: await barriers(page),
    small: device === 'phone' ? await smallTargets(page) : [],
  });
  const look = { ...(await looks(page)), inDutch: await troubles() };
  await page.getByRole('button', { name: 'Français' }).click();
  await page.locator('html[lang=fr]').waitFor();
  const inFrench = await troubles();
  await page.context().close();
  return { ...look, inFrench };
}
const none = { overflows: false, barriers: [], small: [] };

describe.each(['desktop', 'phone'] as const)('every state, on a %s', (device) => {
  const compared = agreed.fonts[device] === fontsHere && !agreeing;
  if (!compared && !agreeing)
    console.warn(`SKIPPED: the places on a ${device}, for the fonts differ (${agreed.fonts[device]} there, ${fontsHere} here)`);

  describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
    let look: Awaited<ReturnType<typeof whole>>;
    beforeAll(async () => {
      look = await whole(device, scheme);
      seen.fonts[device] = look.fonts;
      seen.boxes[device] = look.boxes;
      if (device === 'desktop') seen.paints[scheme] = look.paints;
    });

    it('has no barriers, in nl and fr', () => {
      expect(look.boxes.length).toBeGreaterThan(80);
      expect([look.inDutch, look.inFrench]).toEqual([none, none]);
      // Whether places are compared was decided by fonts measured on an empty page.
      expect(look.fonts).toBe(fontsHere);
    });

    if (device === 'desktop' && !agreeing) it('is painted as agreed', () => expect(look.paints).toEqual(agreed.paints[scheme]));

    (compared ? it : it.skip)('has everything where it was agreed to stand', () =>
      expect(moved(agreed.boxes[device] ?? [], look.boxes)).toEqual([]),
    );
  });
});
