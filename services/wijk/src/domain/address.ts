/** An address of the zone, in both languages where it has both. */
export interface Address {
  addressId: string;
  label: string;
  labelFr?: string | undefined;
  point: [number, number];
}

/** A text as it is searched: lower case, without accents and punctuation, single spaces. */
export const normalised = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** The distinct words an address is found by. */
export const wordsOf = ({ label, labelFr }: Pick<Address, 'label' | 'labelFr'>): string[] => [
  ...new Set(normalised(`${label} ${labelFr ?? ''}`).split(' ')),
];

/**
 * Puts the likeliest first: labels that begin with what was typed, then those where the typed words stand whole, then the rest;
 * house numbers in their natural order.
 */
export function ranked<A extends Pick<Address, 'label' | 'labelFr'>>(found: readonly A[], typed: string, limit: number): A[] {
  const query = normalised(typed);
  const scored = found.map((address) => ({ address, score: scoreOf(address, query) }));
  scored.sort((a, b) => a.score - b.score || collator.compare(a.address.label, b.address.label));
  return scored.slice(0, limit).map(({ address }) => address);
}

function scoreOf(address: Pick<Address, 'label' | 'labelFr'>, query: string): number {
  const labels = [address.label, address.labelFr ?? ''].map(normalised);
  if (labels.some((label) => label === query || label.startsWith(`${query} `))) return 0;
  const words = new Set(wordsOf(address));
  const whole = query.split(' ').every((word) => words.has(word));
  if (labels.some((label) => label.startsWith(query))) return whole ? 1 : 2;
  return whole ? 3 : 4;
}
const collator = new Intl.Collator('nl', { numeric: true });
