/** What one address answers. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** A request the asker can mend; `message` says how. */
export class BadRequest extends Error {}

export const json = (body: unknown, status = 200): Answer => ({ status, body });
