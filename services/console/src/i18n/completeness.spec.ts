import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { requests } from '@spil/contracts';
import ts from 'typescript';
import { en } from './en';
import { fr } from './fr';
import { nl } from './nl';
import { read, sources, visit } from './test-kit/sources';
import { themes, unitStatuses, natures, disputeTypes, nuisanceCategories, legalBases } from '../words/vocabulary';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, at = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[at + key, value]] : [...flat(value, `${at}${key}.`)],
    ),
  );
const [dutch, french, english] = [flat(nl), flat(fr), flat(en)];

const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text.replace(/\{\{\w+\}\}/g, ''));

/** Names, a role and a key of the keyboard, and one sentence that stands for another in each language. */
const everywhere = ['Spil', 'Dispatcher', 'Ctrl K', '$t(problem.internal)', 'Zone', 'zone {{zone}}'];
/** Words both languages have: whatever else is the same was forgotten. */
const sameInDutchAndFrench = [...everywhere, 'Particulier', 'Vandalisme'];
const sameInFrenchAndEnglish = [
  ...everywhere,
  ...['Absences', 'Accident', 'Condition', 'H3 · condition', 'Contacts', 'Description', 'Message', 'Messages', 'Nature', 'Page', 'Pages'],
  ...['Parties', 'Points', 'Pollution', 'Question', 'Questions', 'Service', 'Source', 'Suspect', 'Traces', 'Urgent', 'Version', 'Violence'],
  ...['{{count}} minute', '{{count}} minutes', '{{count}} point', '{{count}} points', '{{service}}, page {{page}}'],
];
/** English keeps the police's own word wijk. */
const sameInDutchAndEnglish = [
  ...everywhere,
  ...['Wijk', 'Wijken', 'Wijk {{wijk}}, {{municipality}}', '{{count}} wijk', '{{count}} wijken'],
  ...['Contact: {{feeling}}', 'Drugs', 'Link', 'Live', 'Online', 'Open', '{{count}} open', 'Partner', 'Per', 'Per zone', 'Water'],
  ...['Team', 'team {{team}}'],
];

describe('the words of the pages', () => {
  it('are all there in each language', () => {
    for (const other of [french, english]) expect([...other.keys()].sort()).toEqual([...dutch.keys()].sort());
  });

  it('take the same parts in each language', () => {
    const parts = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of dutch)
      for (const other of [french, english]) expect([key, parts(other.get(key))]).toEqual([key, parts(text)]);
  });

  it.each([
    ['Dutch and French', dutch, french, sameInDutchAndFrench],
    ['French and English', french, english, sameInFrenchAndEnglish],
    ['Dutch and English', dutch, english, sameInDutchAndEnglish],
  ])('are translated: what is the same in %s is known', (_pair, one, other, known) => {
    const same = [...one].filter(([key, text]) => other.get(key) === text && hasLetters(text)).map(([, text]) => text);
    expect([...new Set(same)].sort()).toEqual([...known].sort());
  });

  it('have no exclamation marks and no words of the machine', () => {
    for (const [key, text] of [...dutch, ...french, ...english]) {
      expect([key, /!|\bnull\b|\bAPI\b|server|token|frame|error\b|HTTP|JSON/i.test(text)]).toEqual([key, false]);
    }
  });

  it('every problem that a contract or the gateway answers with has its sentence in each language', () => {
    const file = 'services/gateway/src/domain/problem-words.ts';
    const table = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8');
    const made: string[] = [];
    visit(read(file, table).source, (node) => {
      if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'generalWords') return;
      const { properties } = node.initializer as ts.ObjectLiteralExpression;
      made.push(...properties.map(({ name }) => (name as ts.StringLiteralLike | ts.Identifier).text));
    });
    expect(made).toContain('unauthenticated');
    const codes = new Set([...made, ...requests.flatMap(({ problems }) => problems)]);
    for (const words of [dutch, french, english])
      expect([...codes].filter((code) => (words.get(`problem.${code}`) ?? '').length < 10)).toEqual([]);
  });

  it('every key a page asks for exists, and every key is asked for', () => {
    const asked = new Set<string>();
    const beginnings = new Set<string>();
    const unknown: string[] = [];
    for (const { file, source } of sources) {
      visit(source, (node) => {
        if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) asked.add(node.text);
        if (ts.isTemplateExpression(node)) beginnings.add(node.head.text);
        const isT = ts.isCallExpression(node) && node.expression.getText() === 't' && node.arguments[0];
        if (isT && ts.isStringLiteral(isT) && !dutch.has(isT.text) && !dutch.has(`${isT.text}_other`)) unknown.push(`${file}: ${isT.text}`);
      });
    }
    expect(unknown).toEqual([]);
    const used = (key: string) => {
      const plain = key.replace(/_(one|other)$/, '');
      return asked.has(plain) || [...beginnings].some((head) => head.length >= 4 && head.includes('.') && plain.startsWith(head));
    };
    expect([...dutch.keys()].filter((key) => !used(key))).toEqual([]);
  });

  it('every word of a list has a name', () => {
    const lists = {
      theme: themes,
      unitStatus: unitStatuses,
      nature: natures,
      dispute: disputeTypes,
      nuisance: nuisanceCategories,
      legalBasis: legalBases,
    };
    for (const [list, words] of Object.entries(lists)) {
      for (const word of words) expect(dutch.has(`word.${list}.${word}`)).toBe(true);
    }
  });
});
