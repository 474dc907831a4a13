import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { en } from './en';
import { fr } from './fr';
import { nl } from './nl';
import { themes, unitStatuses, natures, disputeTypes, nuisanceCategories, legalBases } from '../words/vocabulary';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, at = ''): Map<string, string> =>
  new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[at + key, value]] : [...flat(value, `${at}${key}.`)],
    ),
  );
const [dutch, french, english] = [flat(nl), flat(fr), flat(en)];

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|^i18n/.test(file))
  .map((file) => ({
    file,
    source: ts.createSourceFile(
      file,
      readFileSync(join(root, file), 'utf8'),
      ts.ScriptTarget.ES2022,
      true,
      file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    ),
  }));

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  node.forEachChild((child) => visit(child, see));
}
const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text);

describe('the words of the pages', () => {
  it('are all there in each language', () => {
    for (const other of [french, english]) expect([...other.keys()].sort()).toEqual([...dutch.keys()].sort());
  });

  it('take the same parts in each language', () => {
    const parts = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of dutch)
      for (const other of [french, english]) expect([key, parts(other.get(key))]).toEqual([key, parts(text)]);
  });

  it('are translated: the same words in both are few and known', () => {
    const same = [...dutch].filter(([key, text]) => french.get(key) === text && hasLetters(text)).map(([, text]) => text);
    expect([...new Set(same)].sort()).toEqual(
      [
        'Ctrl K',
        'Dispatcher',
        'Document',
        'Live',
        'Particulier',
        'Partner',
        'Spil',
        'Urgent',
        'Vandalisme',
        'Zone',
        'zone {{zone}}',
        '{{count}} m',
      ]
        .filter((word) => same.includes(word))
        .sort(),
    );
  });

  it('are translated into English too: what is the same as in Dutch are names and words both languages have', () => {
    const same = [...dutch].filter(([key, text]) => english.get(key) === text && hasLetters(text)).map(([, text]) => text);
    expect([...new Set(same)].filter((word) => word.replace(/\{\{.*?\}\}/g, '').split(' ').length > 3)).toEqual([]);
    expect(new Set(same).size).toBeLessThan(40);
  });

  it('have no exclamation marks and no words of the machine', () => {
    for (const [key, text] of [...dutch, ...french, ...english]) {
      expect([key, /!|\bnull\b|\bAPI\b|server|token|frame|error\b|HTTP|JSON/i.test(text)]).toEqual([key, false]);
    }
  });

  it('no page writes a sentence of its own', () => {
    const found: string[] = [];
    for (const { file, source } of sources.filter(({ file }) => file.endsWith('x'))) {
      visit(source, (node) => {
        if (ts.isJsxText(node) && hasLetters(node.text)) found.push(`${file}: ${node.text.trim()}`);
        const spoken = ts.isJsxAttribute(node) && /^(aria-label|title|placeholder|alt|label|hint)$/.test(node.name.getText());
        if (spoken && node.initializer && ts.isStringLiteral(node.initializer) && hasLetters(node.initializer.text))
          found.push(`${file}: ${node.initializer.text}`);
      });
    }
    expect(found).toEqual([]);
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
