/** One marking nobody may bring in, and since when the rule behind it holds. */
interface Marking {
  words: string;
  from: string;
  basis: string;
}

/**
 * Markings of classified information (law of 11-12-1998 on classification; the same levels in French and the usual English
 * ones). "Beperkte verspreiding" / "diffusion restreinte" is no classification but need-to-know, and is not refused.
 */
export const classifiedMarkings: readonly Marking[] = [
  { words: 'zeer geheim', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'geheim', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'vertrouwelijk', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'tres secret', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'secret', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'confidentiel', from: '2000-06-01', basis: 'law of 11-12-1998 art. 4' },
  { words: 'top secret', from: '2000-06-01', basis: 'allied marking' },
  { words: 'confidential', from: '2000-06-01', basis: 'allied marking' },
];

const words = classifiedMarkings.map((marking) => marking.words.replaceAll(' ', '\\s+')).join('|');
/** As a stamp: in capitals, as words of their own. "Een geheime gang" or "c'est un secret" is ordinary language. */
const stamped = new RegExp(`(?<![A-Z])(?:${words.toUpperCase().replaceAll('\\S', '\\s')})(?![A-Z])`);
/** Or named as a classification, however it is written. */
const named = new RegExp(
  `(?:classificatie|geclassificeerd(?: als)?|classification|classifie|classified)\\s*[:=-]?\\s*(?:${words})\\b`,
  'i',
);

/** Does this text carry a marking of classified information? Accents do not hide one. */
export function carriesClassifiedMarking(text: string): boolean {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return stamped.test(plain) || named.test(plain);
}
