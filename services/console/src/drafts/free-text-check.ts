/** Something in free text that may be personal: a number plate or a name. Runs on the device; nothing is sent to find out. */
export interface Hint {
  kind: 'plate' | 'name';
  text: string;
}

// Belgian plates of today (1-ABC-234, 2ABC234) and of before (ABC-123, 123-ABC), with a space, dash or nothing between.
const plates = /\b(?:[1-9][-\s.]?[A-Z]{3}[-\s.]?\d{3}|[A-Z]{3}[-\s.]\d{3}|\d{3}[-\s.][A-Z]{3})\b/g;

const title = '(?:[Mm]eneer|[Mm]evrouw|[Dd]e heer|[Mm]onsieur|[Mm]adame|[Dd]hr\\.?|[Mm]vr\\.?|M\\.|Mr\\.?|Mme\\.?)';
const word = "\\p{Lu}[\\p{Ll}’'-]+";
const particle = '(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Dd]u|[Ll]e|[Ll]a|[Ee]l|[Bb]en)\\s+)*';
const titled = new RegExp(`${title}\\s+${particle}${word}`, 'gu');
const pair = new RegExp(`(?<![\\p{L}\\d])(${word})\\s+${particle}${word}`, 'gu');

// Words that make a capitalised pair a place or a thing, not a person.
const placeWords =
  /(?:straat|laan|plein|weg|dreef|steenweg|markt|kaai|park|station|kerk|school|brug|wijk|kwartier|vesten|dorp|huis)$|^(?:rue|avenue|place|chaussée|quai|parc|gare|école|pont|quartier|square|boulevard|grote|oude|nieuwe|sint|saint|sainte|lokale|police|politie|de|het|een|le|la|les|un|une|twee|deux)$/iu;

/** Number plates and names in a text; `known` are names of wijken and municipalities, which are not persons. */
export function hintsIn(text: string, known: readonly string[] = []): Hint[] {
  const hints: Hint[] = [];
  const add = (kind: Hint['kind'], found: string) => {
    if (!hints.some((hint) => hint.text.includes(found))) hints.push({ kind, text: found });
  };
  for (const [found] of text.matchAll(plates)) add('plate', found);
  for (const [found] of text.matchAll(titled)) add('name', found);
  const places = known.map((name) => name.toLowerCase());
  for (const match of text.matchAll(pair)) {
    const [found] = match;
    if (found.split(/\s+/).some((part) => placeWords.test(part))) continue;
    if (places.some((place) => place.includes(found.toLowerCase()) || found.toLowerCase().includes(place))) continue;
    // The first word of a sentence has a capital anyway: one more capitalised word after it is often a street or a town.
    if (startsSentence(text, match.index) && found.split(/\s+/).length < 3 && !knownFirstName.test(found)) continue;
    add('name', found);
  }
  return hints;
}

const knownFirstName =
  /^(?:Jan|Piet|Marc|Luc|Marie|Anna|Ahmed|Mohamed|Mohammed|Fatima|Peter|Tom|Sofie|Kevin|Jean|Pierre|Michel|Nathalie|Karim|Youssef|Sara|Emma|Noah|Louis|Lucas|Koen|Wim|An|Els|Linda|Patrick)\s/u;

const startsSentence = (text: string, index: number): boolean => /(?:^|[.!?:;\n]\s*)$/.test(text.slice(0, index));
