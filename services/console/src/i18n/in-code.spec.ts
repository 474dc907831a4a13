import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nl } from './nl';
import { read, sources } from './test-kit/sources';
import { writtenIn } from './test-kit/written';

/** What looks like words for people and is not, by file; each with its reason. */
const notForPeople: Record<string, string[]> = {
  // A language is named in itself, whatever the language of the page.
  'app/language-choice.tsx': ['Nederlands', 'Français', 'English'],
  // Names that protocols, browsers and libraries know.
  'api/client.ts': ['Bearer'],
  'auth/sign-in.ts': ['openid profile'],
  'components/zone-map-view.ts': ['(prefers-reduced-motion: reduce)', 'movestart zoomstart'],
  'pages/street/use-sharing.ts': ['(prefers-reduced-motion: reduce)'],
  'pages/operations/parts/colours.ts': ['(prefers-color-scheme: dark)'],
  'pages/operations/parts/format.ts': ['Europe/Brussels'],
  'pages/operations/parts/plot.tsx': ['12px system-ui'],
  // Selectors.
  'app/tour/steps.ts': ['nav.places a[href="'],
  'pages/inbox/use-inbox-keys.ts': ['[role="dialog"], textarea, select, [contenteditable]'],
  // Words between one function and another.
  'api/problem.ts': ['Problem'],
  'app/ask-again.ts': ['being asked'],
  // What a text is searched for.
  'drafts/free-text-check.ts': [
    String.raw`(?:[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Mm]onsieur|[Mm]adame|[Dd]hr\.?|[Mm]vr\.?|M\.|Mr\.?|Mme\.?)`,
    String.raw`(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Dd]u|[Ll]e|[Ll]a|[Ee]l|[Bb]en)\s+)*`,
  ],
};

describe('words in code', () => {
  it('are none: what people read comes from i18n', () => {
    const known = Object.entries(notForPeople).flatMap(([file, texts]) => texts.map((text) => `${file}: ${text}`));
    // Both ways: an exception that is no longer there would hide the next one.
    expect(sources.flatMap(writtenIn).sort()).toEqual(known.sort());
  });

  it.each([
    ['text', '<p>Niets</p>'],
    ['a condition', "<p>{late ? 'te laat' : on}</p>"],
    ['what follows a condition', "<p>{late && 'nieuw'}</p>"],
    ['what stands in for nothing', "<p>{name ?? 'onbekend'}</p>"],
    ['a template', '<p>{`${count} nieuw`}</p>'],
    ['a list that is joined', "<p>{[age, 'oud'].filter(Boolean).join(' ')}</p>"],
    ['what joins a list', "<p>{names.join(' en ')}</p>"],
    ['an attribute', '<Dialog heading="sluit" />'],
    ['an attribute with a condition', "<Field label={late ? 'oud' : name} />"],
    ['a spoken attribute', '<b aria-label="sluit" />'],
    ['what is announced', "announce('klaar')"],
    ['a part of a sentence of i18n', "t('feed.latest', { text: 'Niet bekend' })"],
    ['a sentence in a function', "const sentence = (late: boolean) => late ? 'te laat voor vandaag' : key;"],
    ['a case', "switch (state) { case 'late': return 'Te laat'; }"],
    ['a name in a table', "const names = { late: 'Te laat' };"],
  ])('are found in %s', (_what, code) => {
    expect(writtenIn(read('x.tsx', code))).toHaveLength(1);
  });

  it.each([
    ['a key', "<p>{t('street.send')}</p>"],
    ['a key by condition', "<p>{t(late ? 'when.now' : 'when.later')}</p>"],
    ['a class', '<p className="notice tour running" data-kind="late one" aria-labelledby="a b" />'],
    ['a comparison', "if (event.key === 'Enter') go('/straat')"],
    ['a fault', "throw new Error('No root here')"],
    ['a type', "type Kind = 'Late' | 'being asked'"],
  ])('are not found in %s', (_what, code) => {
    expect(writtenIn(read('x.tsx', code))).toEqual([]);
  });
});

describe('the files a browser opens first', () => {
  const page = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');

  it.each([
    ['index.html', nl.app.name],
    ['opvolging.html', nl.resident.title],
  ])('%s says nothing but its title, as in i18n, until its language is known', (name, title) => {
    const said = page(name)
      .replace(/<[^>]*>/g, '\n')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    expect(said).toEqual([title]);
    expect(page(name)).toContain('<html lang="nl">');
  });
});
