import type { Role } from '@spil/contracts';
import type { SignInPerson } from './people';

export type Language = 'nl' | 'fr';

const words = {
  nl: {
    title: 'Aanmelden bij Spil',
    lead: 'Dit is een ontwikkelomgeving. Alle personen hieronder zijn verzonnen. Kies wie je bent; er is geen wachtwoord.',
    other: 'Français',
    nobody: 'Er zijn nog geen personen: start zonder --no-demo.',
  },
  fr: {
    title: 'Se connecter à Spil',
    lead: 'Ceci est un environnement de développement. Toutes les personnes ci-dessous sont inventées. Choisissez qui vous êtes ; il n’y a pas de mot de passe.',
    other: 'Nederlands',
    nobody: 'Il n’y a pas encore de personnes : démarrez sans --no-demo.',
  },
} as const;

/** The console's words for each role, in the order in which a zone would list them. */
const roleNames: Record<Role, Record<Language, string>> = {
  inspector: { nl: 'Wijkinspecteur', fr: 'Inspecteur de quartier' },
  'team-chief': { nl: 'Teamchef', fr: 'Chef d’équipe' },
  crew: { nl: 'Interventieploeg', fr: 'Équipe d’intervention' },
  dispatcher: { nl: 'Dispatcher', fr: 'Dispatcher' },
  investigator: { nl: 'Lokale recherche', fr: 'Recherche locale' },
  mediator: { nl: 'Bemiddelaar', fr: 'Médiateur' },
  'environment-officer': { nl: 'Dienst Milieu', fr: 'Service Environnement' },
  clerk: { nl: 'Administratief bediende', fr: 'Employé administratif' },
  operator: { nl: 'Technisch beheer', fr: 'Gestion technique' },
  auditor: { nl: 'Gegevensbescherming', fr: 'Protection des données' },
  administrator: { nl: 'Zonebeheer', fr: 'Gestion de la zone' },
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const style = `
:root{color-scheme:light dark;--line:#c5ccd6;--ink:#15202e;--soft:#4a5a6d;--paper:#fff;--back:#f1f4f8;--accent:#0b4f9e}
@media(prefers-color-scheme:dark){:root{--line:#3a4656;--ink:#eef2f7;--soft:#b4c0ce;--paper:#18212c;--back:#0f161e;--accent:#8fc1ff}}
*{box-sizing:border-box}body{margin:0;font:1rem/1.5 system-ui,sans-serif;background:var(--back);color:var(--ink)}
main{max-width:44rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{margin:.2em 0;font-size:1.6rem}h2{font-size:1rem;color:var(--soft);margin:1.5rem 0 .5rem}
p{max-width:60ch}ul{list-style:none;margin:0;padding:0;display:grid;gap:.5rem;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr))}
button{width:100%;min-height:3.5rem;padding:.7rem .9rem;text-align:start;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;cursor:pointer}
button:hover{border-color:var(--accent)}button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
strong{display:block}span{color:var(--soft);font-size:.9rem}a{color:var(--accent);display:inline-block;padding:.7rem 0}`;

const button = (person: SignInPerson, language: Language): string =>
  `<li><button name="person" value="${escaped(person.personId)}"><strong>${escaped(person.name)}</strong><span>${escaped(person.title[language])}</span></button></li>`;

const group = (role: Role, people: readonly SignInPerson[], language: Language): string => {
  const those = people.filter(({ roles }) => roles[0] === role);
  if (those.length === 0) return '';
  return `<h2>${escaped(roleNames[role][language])}</h2><ul>${those.map((person) => button(person, language)).join('')}</ul>`;
};

/** One page, no script: a button for each made-up person, grouped by role. Works with a keyboard, a reader and a phone. */
export function loginPage(people: readonly SignInPerson[], language: Language): string {
  const { title, lead, other, nobody } = words[language];
  const otherLanguage = language === 'nl' ? 'fr' : 'nl';
  const groups = (Object.keys(roleNames) as Role[]).map((role) => group(role, people, language)).join('');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><style>${style}</style></head><body><main>
<a href="?lang=${otherLanguage}" lang="${otherLanguage}" hreflang="${otherLanguage}">${other}</a>
<h1>${title}</h1><p>${lead}</p>
<form method="post">${groups || `<p>${nobody}</p>`}</form></main></body></html>`;
}

/** The language asked for in the address, by the application (`ui_locales`), or by the browser; Dutch when nobody says. */
export function languageOf(asked: { query?: string | null; locales?: string | undefined; header?: string | undefined }): Language {
  const wish = [asked.query, asked.locales, asked.header].find((text) => text !== undefined && text !== null && /\b(nl|fr)\b/i.test(text));
  return /\b(nl|fr)\b/i.exec(wish ?? 'nl')?.[1]?.toLowerCase() === 'fr' ? 'fr' : 'nl';
}
