import { events, frames, jsonSchema } from '@spil/contracts';

/** What a published contract promised; kept in `libs/contracts/published.json`. */
export type Published = Record<string, { owner: string; type: string; schema: Record<string, unknown> }>;

/** The promises of the table as it now is. */
export const publishedNow = (): Published =>
  Object.fromEntries(
    [...events, ...frames].map((contract) => [
      contract.name,
      { owner: contract.owner, type: contract.type, schema: jsonSchema(contract.schema) },
    ]),
  );

/**
 * Contracts whose meaning changed since they were published. A change needs a new version beside the old one:
 * a stored message may be read again years from now.
 */
export function brokenPromises(before: Published, now: Published): string[] {
  return Object.entries(before)
    .filter(([name, promise]) => JSON.stringify(promise) !== JSON.stringify(now[name]))
    .map(([name]) => (now[name] ? `${name} changed: add a new version instead` : `${name} is gone: a published contract stays`));
}
