import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepChoice, keptChoice } from '../app/kept-choice';
import type { nl } from './nl';
import type { first } from './nl/first';
import { heldSpaces } from './spacing';

export const languages = ['nl', 'fr', 'en'] as const;
export type Language = (typeof languages)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof nl };
  }
}

const remembered = 'spil.language';

/** The language chosen on this device, else the device's own, else Dutch. */
export function firstLanguage(): Language {
  const chosen = keptChoice(remembered) ?? navigator.languages.find((tag) => /^(nl|fr|en)/.test(tag))?.slice(0, 2);
  return languages.find((language) => language === chosen) ?? 'nl';
}

async function wordsOf(language: Language): Promise<typeof first> {
  if (language === 'en') return (await import('./en/first')).first;
  return language === 'fr' ? (await import('./fr/first')).first : (await import('./nl/first')).first;
}

const load = async (language: Language): Promise<typeof first> => heldSpaces(await wordsOf(language), language);

/** Words that only some pages need, and that a phone on the street does not carry: they come with those pages. */
const later = {
  duty: {
    nl: async () => (await import('./nl/duty')).duty,
    fr: async () => (await import('./fr/duty')).duty,
    en: async () => (await import('./en/duty')).duty,
  },
  operations: {
    nl: async () => (await import('./nl/operations')).operations,
    fr: async () => (await import('./fr/operations')).operations,
    en: async () => (await import('./en/operations')).operations,
  },
  picture: {
    nl: async () => (await import('./nl/picture')).picture,
    fr: async () => (await import('./fr/picture')).picture,
    en: async () => (await import('./en/picture')).picture,
  },
  plan: {
    nl: async () => (await import('./nl/plan')).plan,
    fr: async () => (await import('./fr/plan')).plan,
    en: async () => (await import('./en/plan')).plan,
  },
  reads: {
    nl: async () => (await import('./nl/reads')).reads,
    fr: async () => (await import('./fr/reads')).reads,
    en: async () => (await import('./en/reads')).reads,
  },
  resident: {
    nl: async () => (await import('./nl/resident')).resident,
    fr: async () => (await import('./fr/resident')).resident,
    en: async () => (await import('./en/resident')).resident,
  },
};
export type Later = keyof typeof later;
const needed = new Set<Later>();

async function bring(part: Later, language: Language): Promise<void> {
  const words: object = await later[part][language]();
  i18n.addResourceBundle(language, 'translation', heldSpaces(words, language), true);
}

/** Brings the words of a part, now and in every language that is chosen from now on. */
export async function needWords(part: Later): Promise<void> {
  needed.add(part);
  await bring(part, (i18n.language ?? firstLanguage()) as Language);
}

/** Tells the browser the language of the page, and which manifest has the words of that language for whoever installs it. */
function nameLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.querySelector('link[rel=manifest]')?.setAttribute('href', `/manifest.${language}.webmanifest`);
}

/** Starts with one language loaded; the other comes when it is chosen. */
export async function startLanguage(): Promise<void> {
  const language = firstLanguage();
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
    // The console of the browser is for what goes wrong, not for the library's advertisement.
    showSupportNotice: false,
  });
  nameLanguage(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation')) i18n.addResourceBundle(language, 'translation', await load(language));
  await Promise.all([...needed].map((part) => bring(part, language)));
  await i18n.changeLanguage(language);
  keepChoice(remembered, language);
  nameLanguage(language);
}
