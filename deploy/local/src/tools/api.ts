import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RequestContract } from '@spil/contracts';

/** What the launcher writes when all is ready, so that scripts need not read the screen. */
export interface ReadyFile {
  zone: { id: string; name: string };
  console: string;
  api: string;
  apiDocs: string;
  /** Base address of the Jaeger query API. */
  traces: string;
  /** Where scripts get a demo person's access token: POST `{"person": "<personId>"}` → `{"access_token": "…"}`. */
  tokens: string;
  signIns: { personId: string; name: string; roles: string[]; zone: string }[];
  providers: { nats: string; mongo: string };
  versions: Record<string, string>;
  dataDir: string;
}

export const dataDir = (): string => resolve(process.env['SPIL_DIR'] ?? '.spil');

/** The running suite, or a sentence that says how to start it. */
export function readReady(): ReadyFile {
  const path = process.env['SPIL_READY'] ?? join(dataDir(), 'ready.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ReadyFile;
  } catch {
    throw new Error('Spil is not running here. Start it with npm start, then try again.');
  }
}

/** A problem the API answered with (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: { detail?: string; errors?: unknown[] },
    readonly retryAfterSeconds?: number,
  ) {
    super(`${status} ${code}${body.detail ? `: ${body.detail}` : ''}`);
    this.name = 'ApiProblem';
  }
}

export interface CallOptions {
  idempotencyKey?: string;
  traceparent?: string;
  signal?: AbortSignal;
}

/** The public API as one person. Tokens are fetched when needed and renewed before they end. */
export class Api {
  private token: { value: string; until: number } | undefined;

  constructor(
    readonly ready: ReadyFile,
    readonly personId: string,
  ) {}

  /** Asks by contract: path, body and answer are typed by the table. Throws ApiProblem. */
  async ask<Q, A>(contract: RequestContract<Q, A>, request: NoInfer<Q>, options: CallOptions = {}): Promise<A> {
    const { http } = contract;
    if (!http) throw new Error(`${contract.name} is not offered over HTTP`);
    const { path, rest } = fillPath(http.path, request as Record<string, unknown>);
    const reads = http.method === 'GET' || http.method === 'DELETE';
    const response = await this.fetch(reads ? withQuery(path, rest) : path, {
      method: http.method,
      ...(reads ? {} : { body: JSON.stringify(rest) }),
      headers: { ...(reads ? {} : { 'content-type': 'application/json' }), ...headersOf(contract.idempotent, options) },
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return (await response.json()) as A;
  }

  /** A fetch with this person's token; throws ApiProblem for every status of 400 and above. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${await this.accessToken()}` };
    const response = await fetch(new URL(path, this.ready.api), { ...init, headers });
    if (response.ok) return response;
    const body = (await response.json().catch(() => ({}))) as { code?: string; detail?: string };
    const retryAfter = Number(response.headers.get('retry-after'));
    throw new ApiProblem(response.status, body.code ?? 'unknown', body, retryAfter > 0 ? retryAfter : undefined);
  }

  async accessToken(): Promise<string> {
    if (this.token && this.token.until > Date.now() + 30_000) return this.token.value;
    const response = await fetch(this.ready.tokens, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: this.personId }),
    });
    if (!response.ok) throw new Error(`the development sign-in gave no token for ${this.personId} (${response.status})`);
    const { access_token: value, expires_in: seconds } = (await response.json()) as { access_token: string; expires_in?: number };
    this.token = { value, until: Date.now() + (seconds ?? 300) * 1000 };
    return value;
  }
}

function fillPath(template: string, request: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...request };
  const path = template.replace(/:([A-Za-z]+)/g, (_all, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  return { path, rest };
}

function withQuery(path: string, values: Record<string, unknown>): string {
  const query = new URLSearchParams(Object.entries(values).map(([key, value]): [string, string] => [key, String(value)])).toString();
  return query === '' ? path : `${path}?${query}`;
}

const headersOf = (idempotent: boolean, { idempotencyKey, traceparent }: CallOptions): Record<string, string> => ({
  ...(idempotent ? { 'idempotency-key': idempotencyKey ?? randomUUID() } : {}),
  ...(traceparent === undefined ? {} : { traceparent }),
});
