import type { AnswerOf, followContact } from '@spil/contracts';
import type { FollowKey } from './follow-address';

export type Followed = AnswerOf<typeof followContact>;
/** `broken`: the link leads nowhere; `network`, `busy`: it may, and can be tried again. */
export type Outcome = Followed | 'broken' | 'network' | 'busy';

export const followPath = (zone: string): string => `/v1/public/${zone}/followed-contact`;

/** Asks what became of a question. Never throws but for `signal`; the code goes in the body, never in an address. */
export async function askFollowed({ zone, code }: FollowKey, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(followPath(zone), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ followCode: code }),
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    // Read also when it says no: what is left unread holds its connection. A proxy between may answer with a page.
    const body = (await response.json().catch(() => undefined)) as Followed | undefined;
    if (response.ok && body) return body;
    return response.status === 404 || response.status === 400 ? 'broken' : 'busy';
  } catch (error) {
    if (signal.aborted) throw error;
    return 'network';
  }
}
