import { describe, expect, it } from '@jest/globals';
import { jsonSchema, requests } from '@spil/contracts';
import { languageOf, languages } from './languages';
import { isKnownCode, problemCodes, problemDocument } from './problem';
import { generalWords } from './problem-words';
import { ruleSentence, ruleWords } from './rule-words';
import { serviceWords } from './service-words';

describe('the table of problems', () => {
  it('knows every code a contract may answer with', () => {
    const unknown = requests.flatMap(({ name, problems }) =>
      problems.filter((code) => !isKnownCode(code)).map((code) => `${name}: ${code}`),
    );
    expect(unknown).toEqual([]);
  });

  it('has a title and a sentence in every language, and a status that says failure', () => {
    for (const [code, [status, words]] of Object.entries({ ...generalWords, ...serviceWords })) {
      expect([code, status >= 400 && status < 600]).toEqual([code, true]);
      for (const language of languages) {
        const [title, detail] = words[language];
        expect([code, language, title.length > 3 && detail.length > 10]).toEqual([code, language, true]);
      }
      // Nobody copied one language into another.
      expect(new Set([words.nl[1], words.fr[1], words.en[1]]).size).toBe(3);
    }
  });

  it('has a sentence in every language for every rule', () => {
    for (const [rule, words] of Object.entries(ruleWords))
      for (const language of languages) expect([rule, words[language] !== '']).toEqual([rule, true]);
    expect(ruleSentence({ path: '/x', rule: 'maxLength', params: { limit: 140 } }, 'nl')).toBe('Hoogstens 140 tekens.');
    expect(ruleSentence({ path: '/x', rule: 'unheard-of', params: {} }, 'fr')).toBe('Ceci n’est pas correct.');
  });

  it('covers every rule the contracts can break', () => {
    const keywords = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [name, value] of Object.entries(schema)) {
        if (/^(min|max|exclusive)[A-Z]|^(minimum|maximum|pattern|format|enum|const|anyOf|oneOf|type|required)$/.test(name))
          keywords.add(name);
        walk(value);
      }
    };
    for (const { request } of requests) walk(jsonSchema(request));
    expect(keywords.size).toBeGreaterThan(8);
    expect([...keywords].filter((keyword) => !(keyword in ruleWords))).toEqual([]);
  });
});

describe('a problem', () => {
  it('names the trace and the fields, never a text from inside', () => {
    const failure = { code: 'invalid-request', errors: [{ path: '/fact', rule: 'required', params: { missingProperty: 'fact' } }] };
    expect(problemDocument(failure, 'en', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')).toMatchObject({
      type: 'urn:spil:problem:invalid-request',
      instance: 'urn:spil:trace:4bf92f3577b34da6a3ce929d0e0e4736',
      errors: [{ pointer: '#/fact', detail: 'This field is required.' }],
    });
  });

  it('of an unknown code is internal, without its params', () => {
    expect(problemDocument({ code: 'constructor', params: { name: 'x' } }, 'nl')).toMatchObject({ status: 500, code: 'internal' });
    expect(problemDocument({ code: 'wijk.invented', params: { name: 'x' } }, 'nl')).not.toHaveProperty('params');
    expect(problemCodes).not.toContain('constructor');
  });
});

describe('languageOf', () => {
  it.each([
    [undefined, 'nl'],
    ['fr', 'fr'],
    ['fr-BE, nl;q=0.8', 'fr'],
    ['de, en;q=0.2, fr;q=0.9', 'fr'],
    ['en;q=0, fr;q=0.1', 'fr'],
    ['*', 'nl'],
    ['de', 'nl'],
    ['FR', 'fr'],
    [';;;,,q=2', 'nl'],
  ])('%s → %s', (header, language) => expect(languageOf(header)).toBe(language));
});
