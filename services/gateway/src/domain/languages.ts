/** Languages people are answered in; the first is the default of a zone that says nothing. */
export const languages = ['nl', 'fr', 'en'] as const;
export type Language = (typeof languages)[number];
export type InLanguages = Readonly<Record<Language, string>>;

/** The best language for an Accept-Language header (RFC 9110 §12.5.4); Dutch when none of ours is asked for. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '')
    .slice(0, 400)
    .split(',')
    .map((part, order) => wish(part, order))
    .filter((one): one is Wish => one !== undefined && one.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  return wishes[0]?.language ?? 'nl';
}

interface Wish {
  language: Language;
  weight: number;
  order: number;
}

function wish(part: string, order: number): Wish | undefined {
  const [tag = '', ...params] = part.trim().split(';');
  const primary = tag.trim().toLowerCase().split('-')[0];
  const language = languages.find((known) => known === primary);
  const quality = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(params.find((param) => param.trim().startsWith('q=')) ?? '')?.[1];
  return language && { language, order, weight: quality === undefined ? 1 : Number(quality) };
}
