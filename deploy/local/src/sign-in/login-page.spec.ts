import { describe, expect, it } from '@jest/globals';
import { languageOf, loginPage } from './login-page';

const people = [
  {
    personId: 'inspector-1',
    name: 'Ina <Demo>',
    roles: ['inspector' as const],
    zone: 'demo',
    title: { nl: 'wijk noord', fr: 'quartier nord' },
  },
];

describe('the sign-in page', () => {
  it.each(['nl', 'fr'] as const)('in %s says that the people are made up and offers each as a button', (language) => {
    const page = loginPage(people, language);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toMatch(language === 'nl' ? /verzonnen/ : /inventées/);
    expect(page).toContain('<button name="person" value="inspector-1">');
    expect(page).toContain(people[0]?.title[language]);
    expect(page).toContain(language === 'nl' ? 'Wijkinspecteur' : 'Inspecteur de quartier');
  });

  it('writes names as text', () => expect(loginPage(people, 'nl')).toContain('Ina &#60;Demo&#62;'));

  it.each([
    [{ query: 'fr', header: 'nl' }, 'fr'],
    [{ locales: 'fr-BE nl-BE' }, 'fr'],
    [{ header: 'fr-BE,fr;q=0.9,en;q=0.8' }, 'fr'],
    [{ header: 'en-US' }, 'nl'],
    [{}, 'nl'],
  ])('chooses the language from %j: %s', (asked, language) => expect(languageOf(asked)).toBe(language));
});
