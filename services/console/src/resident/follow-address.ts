/** Which question a link is about: the zone, and the code that nobody guesses. */
export interface FollowKey {
  zone: string;
  code: string;
}

/** The link a resident gets. All that matters stands behind the #: a browser never sends that part, so no log on the way has it. */
export const followAddress = (origin: string, { zone, code }: FollowKey): string => `${origin}/opvolging#${zone}.${code}`;

/** What a link is about; undefined when it is not whole. A sign that a message put behind it does no harm. */
export function followKeyOf(hash: string): FollowKey | undefined {
  const [, zone, code] = /^#([a-z0-9]{2,16})\.([A-Za-z0-9_-]{43})[^A-Za-z0-9_-]*$/.exec(hash) ?? [];
  return zone && code ? { zone, code } : undefined;
}
