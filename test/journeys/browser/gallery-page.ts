import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Page } from './browser';

/** The gallery exists in development only: the development server gives it, on a port of its own choice. */
export function serveGallery(): Promise<{ address: string; stop: () => void }> {
  const program = createRequire(import.meta.url)
    .resolve('vite/package.json')
    .replace('package.json', 'bin/vite.js');
  const vite = spawn(process.execPath, [program, 'services/console', '--port', '0'], {
    env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'development' },
  });
  return new Promise((ready, failed) => {
    let said = '';
    const hear = (text: Buffer): void => {
      said += text.toString();
      const address = /http:\/\/localhost:\d+/.exec(said)?.[0];
      if (address) ready({ address, stop: () => vite.kill() });
    };
    vite.stdout.on('data', hear);
    vite.stderr.on('data', hear);
    vite.once('exit', () => failed(new Error(`vite ended: ${said}`)));
  });
}

const moment = new Date('2026-02-02T09:00:00.000Z');
/** Opens the gallery as it always is: ages on the page would be longer words next month. */
export async function openGallery(page: Page, address: string): Promise<void> {
  await page.clock.setFixedTime(moment);
  await page.goto(`${address}/galerij`);
  await page.locator('.withheld').waitFor();
  await page.waitForFunction(`getComputedStyle(document.querySelector('.loading')).visibility === 'visible'`);
}
