import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { languageOf, loginPage } from './login-page';
import type { People } from './people';
import { tokenFor } from './provider';

const LONGEST_FORM = 4_096;

/** Nothing may run on the page; where its form may lead is left open, as the browser checks the console's address there too. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > LONGEST_FORM) break;
  }
  return text.slice(0, LONGEST_FORM);
}

function personIn(body: string): string | undefined {
  try {
    const { person } = JSON.parse(body) as { person?: unknown };
    return typeof person === 'string' ? person : undefined;
  } catch {
    return undefined;
  }
}

/** The page on which a person says who they are, and the answer to it. */
export class SignInPages {
  constructor(
    private readonly provider: Provider,
    private readonly people: People,
  ) {}

  /** Answers one request; everything that is not ours goes to the provider. */
  readonly handle: RequestListener = (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    if (pathname === '/healthz' || pathname === '/readyz') return void response.writeHead(200).end('{"ready":true}');
    if (pathname === '/demo-token') return void this.token(request, response);
    this.tellOutside(request);
    if (!pathname.startsWith('/interaction/')) return void this.provider.callback()(request, response);
    this.interaction(request, response).catch(() => {
      // The usual reason is an old tab: its sign-in was finished or is older than an hour.
      response
        .writeHead(400, PAGE_HEADERS)
        .end('<!doctype html><title>Spil</title><p>Begin opnieuw vanuit Spil. / Recommencez depuis Spil.</p>');
    });
  };

  /** TLS ends before us (`--lan`), so the provider is told under which address it is known; what a client claims of it is overwritten. */
  private tellOutside(request: IncomingMessage): void {
    const { protocol, host } = new URL(this.provider.issuer);
    request.headers['x-forwarded-proto'] = protocol.replace(':', '');
    request.headers['x-forwarded-host'] = host;
  }

  /** `POST {"person": "<personId>"}` → `{"access_token", "expires_in"}`. JSON only, so that no page of another origin can ask (CORS). */
  private async token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = request.method === 'POST' && request.headers['content-type'] === 'application/json';
    const person = json ? personIn(await bodyOf(request)) : undefined;
    const token = person === undefined ? undefined : await tokenFor(this.provider, person).catch(() => undefined);
    response.writeHead(token ? 200 : 404, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(token ?? { error: 'unknown_person' }));
  }

  private async interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await this.provider.interactionDetails(request, response);
    if (request.method === 'POST') return this.signIn(request, response);
    const language = languageOf({
      query: new URL(request.url ?? '/', 'http://here').searchParams.get('lang'),
      locales: params['ui_locales'] as string | undefined,
      header: request.headers['accept-language'],
    });
    response.writeHead(200, PAGE_HEADERS).end(loginPage(this.people.all, language));
  }

  private async signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const person = this.people.find(new URLSearchParams(await bodyOf(request)).get('person') ?? undefined);
    if (!person) return void response.writeHead(303, { location: request.url ?? '/' }).end();
    await this.provider.interactionFinished(
      request,
      response,
      { login: { accountId: person.personId } },
      { mergeWithLastSubmission: false },
    );
  }
}
