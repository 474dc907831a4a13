/** Something wrong with a zone file, by wijk name; never half-imported while one stands (W01). */
export interface ZoneFinding {
  kind: 'gap' | 'overlap' | 'invalid-geometry' | 'not-wgs84' | 'no-name' | 'duplicate-id' | 'empty';
  /** Names of the wijken concerned, at most ten. */
  wijken: string[];
  /** Size of a gap or an overlap. */
  squareMetres?: number;
  /** English sentence: what is wrong and what to do. */
  sentence: string;
}

export const finding = (kind: ZoneFinding['kind'], wijken: string[], sentence: string, squareMetres?: number): ZoneFinding => ({
  kind,
  wijken: wijken.slice(0, 10).map((name) => name.slice(0, 120)),
  ...(squareMetres === undefined ? {} : { squareMetres: Math.round(squareMetres * 10) / 10 }),
  sentence: sentence.slice(0, 400),
});
