/** A line never begins with a sign that belongs to the word or the figure before it: `95 %` anywhere, `: ; ? »` in French. */
const held = (text: string, french: boolean): string => {
  const figures = text.replace(/(\d) %/g, '$1\u00a0%');
  return french ? figures.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0') : figures;
};

/** The same words, with the spaces that hold together. */
export function heldSpaces<T>(words: T, language: string): T {
  if (typeof words === 'string') return held(words, language === 'fr') as T;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, heldSpaces(value, language)])) as T;
}
