import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriers, desktop, looks, overflows, phone, smallTargets, startBrowser, type Browser, type Page } from './browser';

/*
 * What the gallery looks like, against what it looked like when somebody last agreed (gallery.looks.json).
 *
 * Not pixels: two machines smooth the same letter differently, and a threshold wide enough for that lets a lost border through.
 * Compared are the box of every element (within 2 px: browsers round differently) and how each kind of thing is painted (to the
 * digit). A box depends on the fonts of the machine: with other fonts than the baseline's the boxes are not compared, and the test
 * says so aloud; the paint, the overflow, axe and the thumb are always judged.
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
let browser: Browser;
let vite: ChildProcess;
let address: string;

/** The gallery exists in development only: the development server gives it, on a port of its own choice. */
const served = (): Promise<string> =>
  new Promise((ready, failed) => {
    const program = createRequire(import.meta.url)
      .resolve('vite/package.json')
      .replace('package.json', 'bin/vite.js');
    vite = spawn(process.execPath, [program, 'services/console', '--port', '0'], {
      env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'development' },
    });
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      const found = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (found) ready(found);
    };
    vite.stdout?.on('data', hear);
    vite.stderr?.on('data', hear);
    vite.once('exit', () => failed(new Error(`vite ended: ${said}`)));
  });

beforeAll(async () => {
  [browser, address] = await Promise.all([startBrowser(), served()]);
});
afterAll(async () => {
  await browser.close();
  vite.kill();
  if (agreeing) writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`);
});

const moment = new Date('2026-02-02T09:00:00.000Z');
async function gallery(options: object, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ ...options, colorScheme, locale: 'nl-BE', timezoneId: 'Europe/Brussels' });
  const page = await context.newPage();
  // Ages on the page would be longer words next month.
  await page.clock.setFixedTime(moment);
  await page.goto(`${address}/galerij`);
  await page.locator('.withheld').waitFor();
  await page.waitForFunction(`getComputedStyle(document.querySelector('.loading')).visibility === 'visible'`);
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

describe.each([
  ['desktop', desktop],
  ['phone', phone],
] as const)('every state, on a %s', (device, options) => {
  it.each(['light', 'dark'] as const)('looks as agreed in %s', async (scheme) => {
    const page = await gallery(options, scheme);
    const { fonts, boxes, paints } = await looks(page);
    expect(boxes.length).toBeGreaterThan(80);
    expect(await overflows(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
    if (device === 'phone') expect(await smallTargets(page)).toEqual([]);
    seen.fonts[device] = fonts;
    seen.boxes[device] = boxes;
    if (device === 'desktop') seen.paints[scheme] = paints;
    await page.context().close();
    if (agreeing) return;
    if (device === 'desktop') expect(paints).toEqual(agreed.paints[scheme]);
    if (fonts === agreed.fonts[device]) expect(moved(agreed.boxes[device] ?? [], boxes)).toEqual([]);
    else
      console.warn(
        `NOT COMPARED: places on a ${device} in ${scheme}, for the fonts differ (${agreed.fonts[device]} there, ${fonts} here).`,
      );
  });
});
