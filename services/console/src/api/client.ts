import i18n from 'i18next';
import { Problem, problemOf } from './problem';
import { prepare, routes, type AnswerOf, type RequestOf, type RouteName } from './routes';

/** Where the bearer token comes from; `renew` is asked once when the server no longer takes the one it refused. */
export interface Tokens {
  current(): string | undefined;
  renew(refused: string | undefined): Promise<string | undefined>;
}

export interface AskOptions {
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export class ApiClient {
  constructor(
    private readonly tokens: Tokens,
    private readonly base = '',
  ) {}

  /** Asks by the name of a contract. Throws Problem: with status 0 when nothing answered. */
  async ask<N extends RouteName>(name: N, request: RequestOf<N>, options: AskOptions = {}): Promise<AnswerOf<N>> {
    const { method, url, body } = prepare(name, request);
    const headers: Record<string, string> = { 'accept-language': i18n.language };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if ('idempotent' in routes[name]) headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
    const response = await this.fetch(url, { method, body, headers, signal: options.signal });
    return (await response.json().catch(() => ({}))) as AnswerOf<N>;
  }

  /** A fetch with the token; once more with a fresh one when it was refused. Throws Problem for every refusal. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const token = this.tokens.current();
    let response = await this.once(path, init, token);
    if (response.status === 401) {
      const fresh = await this.tokens.renew(token);
      if (fresh) response = await this.once(path, init, fresh);
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private async once(path: string, init: RequestInit, token: string | undefined): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), ...(token ? { authorization: `Bearer ${token}` } : {}) };
    try {
      return await fetch(`${this.base}${path}`, { ...init, headers, cache: 'no-store' });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Problem('network', 0);
    }
  }
}
