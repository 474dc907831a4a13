const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The record number in what was pasted: a number, an address of Spil, a sentence around it. The last one, as in an address. */
export const numberIn = (text: string): string | undefined => text.match(new RegExp(uuid, 'gi'))?.at(-1)?.toLowerCase();
