/** A violation of the contract, as the server names it: a JSON pointer or dotted path, and the rule that broke. */
export interface Violation {
  path: string;
  rule: string;
  /** The server's own sentence, in the asked language. */
  detail?: string;
}

/** An answer that says no (RFC 9457), or no answer at all (`network`). Carries a code, never free text of ours. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly errors: readonly Violation[] = [],
    readonly said: { detail?: string; retryAfterSeconds?: number } = {},
  ) {
    super(`${status} ${code}`);
    this.name = 'Problem';
  }

  /** The server's own sentence. */
  get detail(): string | undefined {
    return this.said.detail;
  }

  /** The same request may be sent again later and can then succeed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** It is not, or no longer, the reader's to see: what was read before goes from the screen. */
  get refusing(): boolean {
    return this.status === 403 || this.status === 404;
  }
}

/** What stands in a refusal, whatever its form: a proxy between may answer with a page. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown; errors?: unknown };
  const code = typeof body.code === 'string' ? body.code : codeOfStatus(response.status);
  const retryAfter = Number(response.headers.get('retry-after'));
  return new Problem(code, response.status, Array.isArray(body.errors) ? (body.errors as Violation[]) : [], {
    detail: typeof body.detail === 'string' ? body.detail : undefined,
    retryAfterSeconds: retryAfter > 0 ? retryAfter : undefined,
  });
}

const byStatus: Record<number, string> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'payload-too-large',
  429: 'too-many-requests',
  503: 'unavailable',
  504: 'timeout',
};
const codeOfStatus = (status: number): string => byStatus[status] ?? (status >= 500 ? 'internal' : 'invalid-request');

/** Fields a problem concerns even when the server names no path. */
const fieldsOfCode: Record<string, string> = {
  'wijk.place-outside-zone': 'point',
  'wijk.observed-in-future': 'observedAt',
  'wijk.classified-content': 'fact',
  'wijk.handling-text-required': 'handlingText',
  'environment.place-outside-zone': 'point',
  'environment.observed-in-future': 'observedAt',
  'intervention.place-outside-zone': 'point',
  'intervention.received-in-future': 'receivedAt',
  'intervention.deviation-needs-reason': 'reason',
  'intervention.notice-required': 'motive',
  'intervention.expected-in-past': 'expectedAt',
  'information-sharing.theme-not-assigned': 'criteria',
  'information-sharing.subscription-empty': 'criteria',
  'information-sharing.period-empty': 'until',
};

/** Which top-level field each part of a problem belongs to. `/person/name`, `person.name` and `person` all mean `person`. */
export function fieldsOf(problem: Problem): Record<string, { code: string; detail?: string }> {
  const fields: Record<string, { code: string; detail?: string }> = {};
  for (const { path, detail } of problem.errors) {
    const [field] = String(path).split(/[/.]/).filter(Boolean);
    if (field) fields[field] ??= { code: problem.code, ...(detail ? { detail } : {}) };
  }
  const known = fieldsOfCode[problem.code];
  if (known) fields[known] ??= { code: problem.code };
  return fields;
}
