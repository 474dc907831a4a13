/**
 * The text of a live region that is to be said. A screen reader hears changes only: the same sentence once more gets a space at its
 * end that nobody hears, so that the tenth "Aanvaard." is said as the first was.
 */
export const saidAnew = (old: string, next: string): string => (old === next ? `${next}\u00a0` : next);
