import type { Api } from '@spil/local';

/** What the lists that come in pages are ordered by; the others come whole. */
const orderedBy: Readonly<Record<string, string>> = {
  '/v1/briefings': 'briefedAt',
  '/v1/calls': 'registeredAt',
  '/v1/inbox': 'filedAt',
  '/v1/notes': 'recordedAt',
};

/** A list as it comes off the wire, newest first, page by page until it is older than `since` (ms since 1970). Throws what `Api` throws. */
export async function* pagesSince(api: Api, path: string, since: number): AsyncGenerator<string> {
  const by = orderedBy[path];
  for (let before: string | undefined; ;) {
    const query = new URLSearchParams({ ...(by ? { limit: '100' } : {}), ...(before ? { before } : {}) }).toString();
    const page = await (await api.fetch(query === '' ? path : `${path}?${query}`)).text();
    yield page;
    const last = by && oldest(page, by);
    if (!last || last === before || Date.parse(last) < since) return;
    before = last;
  }
}

const oldest = (page: string, field: string): string | undefined =>
  [...page.matchAll(new RegExp(`"${field}":"([^"]+)"`, 'g'))].map(([, moment]) => moment ?? '').sort()[0];

/** The lists that a `reset` names. */
export function listsOf(block: string): string[] {
  const data = /^data: ?(.+)$/m.exec(block)?.[1] ?? '{}';
  return (JSON.parse(data) as { reload?: string[] }).reload ?? [];
}
