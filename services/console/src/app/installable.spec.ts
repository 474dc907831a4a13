import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { languages } from '../i18n';
import { en } from '../i18n/en';
import { fr } from '../i18n/fr';
import { nl } from '../i18n/nl';

interface Manifest {
  name: string;
  short_name: string;
  description: string;
  lang: string;
  start_url: string;
  scope: string;
  display: string;
  icons: { src: string; sizes: string; type: string; purpose: string }[];
  shortcuts: { name: string; short_name: string; url: string }[];
}
const words = { nl, fr, en };
const folder = join(import.meta.dirname, '../../public');
const manifest = (language: string): Manifest =>
  JSON.parse(readFileSync(join(folder, `manifest.${language}.webmanifest`), 'utf8')) as Manifest;

/** Width and height as the picture itself has them: both stand at the beginning of a PNG. */
const measured = (png: Buffer): string => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

describe.each(languages)('what is installed on a device in %s', (language) => {
  const { app, nav, today, welcome } = words[language];
  const { name, short_name: shortName, description, lang, shortcuts, ...rest } = manifest(language);

  it('speaks that language, in the words of the pages', () => {
    expect({ name, shortName, lang }).toEqual({ name: app.name, shortName: app.name, lang: language });
    expect(welcome.text).toContain(description);
    expect(shortcuts).toEqual([{ name: today.note, short_name: nav.street, url: '/straat' }]);
  });

  it('is the same application as in the others', () => {
    const { name: _name, short_name: _short, description: _description, lang: _lang, shortcuts: _shortcuts, ...others } = manifest('nl');
    expect(rest).toEqual(others);
  });

  it('is what browsers ask for: a start within its scope, a window of its own, icons of the sizes they claim', () => {
    expect(rest.start_url.startsWith(rest.scope)).toBe(true);
    expect(rest.display).toBe('standalone');
    expect(rest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(rest.icons.some(({ purpose }) => purpose.includes('maskable'))).toBe(true);
    for (const { src, sizes, type } of rest.icons) {
      const icon = readFileSync(join(folder, src));
      if (type === 'image/png') expect([src, measured(icon)]).toEqual([src, sizes]);
      else expect([src, type, icon.toString().includes('<svg')]).toEqual([src, 'image/svg+xml', true]);
    }
  });
});

it('the page asks for the manifest of its own language, and for icons that are there', () => {
  const page = readFileSync(join(folder, '../index.html'), 'utf8');
  const links = [...page.matchAll(/<link [^>]*href="\/([^"]+)"/g)].map(([, file = '']) => file);
  expect(page).toContain('<html lang="nl">');
  expect(links).toContain('manifest.nl.webmanifest');
  for (const file of links) expect(readFileSync(join(folder, file)).length).toBeGreaterThan(100);
});
