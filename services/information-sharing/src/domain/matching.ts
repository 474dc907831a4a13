import type { ItemTexts } from '@spil/contracts';
import { distanceMetres } from '@spil/geo';
import type { ItemFacts } from './publications';
import type { Criteria } from './subscription';

/** Lower case without accents: "Café" is found by "cafe". */
export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * Does an item fit what somebody follows? Parts that are given must all hold. Text is looked for in what the desk may see
 * of the item, never in its person part: following a person by name is no subscription but a measure (policy.md L19).
 */
export function matches(criteria: Criteria, item: ItemFacts, texts: ItemTexts): boolean {
  const { themes, wijkIds, near, text } = criteria;
  if (themes && themes.length > 0 && !themes.includes(item.theme)) return false;
  if (wijkIds && wijkIds.length > 0 && !wijkIds.includes(item.wijkId)) return false;
  if (near && distanceMetres(near.point, item.point) > near.radiusMetres) return false;
  return !text || searchable(texts).some((field) => field.includes(folded(text.trim())));
}

/** Folded once an item, however many follow it. */
const foldedTexts = new WeakMap<ItemTexts, string[]>();
function searchable(texts: ItemTexts): string[] {
  const known = foldedTexts.get(texts);
  if (known) return known;
  const { headline, fact, assessment, safetyLine, placeDescription } = texts;
  const made = [headline, fact, assessment, safetyLine, placeDescription].flatMap((field) => (field === undefined ? [] : [folded(field)]));
  foldedTexts.set(texts, made);
  return made;
}
