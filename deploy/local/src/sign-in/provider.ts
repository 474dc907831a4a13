// Development sign-in: a certified OpenID provider with made-up people. Any other provider can take its place by configuration.
import Provider, { type ClientMetadata, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { claimsOf, type People } from './people';

/** What access tokens are for (resource indicator, RFC 8707); the gateway accepts no other audience. */
export const RESOURCE = 'urn:spil:api';
const SCOPE = 'spil';
const HOUR = 3_600;

export interface SignInSettings {
  readonly issuer: string;
  readonly people: People;
  readonly signingKey: Record<string, string>;
  readonly cookieKey: string;
  readonly clientSecret: string;
  readonly consoleOrigins: readonly string[];
}

const consoleClient = (origins: readonly string[]): ClientMetadata => ({
  client_id: 'console',
  client_name: 'Spil',
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  redirect_uris: origins.flatMap((origin) => [`${origin}/`, `${origin}/callback`, `${origin}/signed-in`]),
  post_logout_redirect_uris: origins.flatMap((origin) => [`${origin}/`, origin]),
});

/** Scripts act as a demo person with that person's own client: no password grant, no shared account. */
const machineClient = (id: string, secret: string): ClientMetadata => ({
  client_id: id,
  client_secret: secret,
  token_endpoint_auth_method: 'client_secret_post',
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

const resourceServer = {
  scope: SCOPE,
  audience: RESOURCE,
  accessTokenFormat: 'jwt' as const,
  accessTokenTTL: HOUR,
  jwt: { sign: { alg: 'ES256' as const } },
};

const features: NonNullable<Configuration['features']> = {
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  revocation: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => RESOURCE,
    useGrantedResource: () => true,
    getResourceServerInfo: () => resourceServer,
  },
};

/**
 * An access token for a demo person without a browser, for scripts and tests on this machine. It opens nothing that the sign-in
 * page, which asks for no password either, does not open.
 */
export async function tokenFor(provider: Provider, personId: string): Promise<{ access_token: string; expires_in: number } | undefined> {
  const client = await provider.Client.find(personId);
  if (!client?.grantTypeAllowed('client_credentials')) return undefined;
  const token = new provider.ClientCredentials({ client, scope: SCOPE });
  token.resourceServer = new provider.ResourceServer(RESOURCE, resourceServer);
  return { access_token: await token.save(), expires_in: token.expiration };
}

/** Nobody is asked for consent: the console belongs to the same suite. */
async function grantFor(ctx: KoaContextWithOIDC) {
  const { provider, client, session } = ctx.oidc;
  const known = client && session?.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  // The API's scope is listed among the OIDC scopes too: without it here the sign-in asks again for ever.
  grant.addOIDCScope(`openid profile offline_access ${SCOPE}`);
  grant.addResourceScope(RESOURCE, SCOPE);
  await grant.save();
  return grant;
}

/** The person a token speaks for, whether signed in by hand or by a script. */
const personOf = (token: object): string | undefined => {
  const { accountId, clientId } = token as { accountId?: string; clientId?: string };
  return accountId ?? clientId;
};

/** Builds the provider; it keeps sessions in memory and its keys in the settings, so that tokens outlive a restart and sessions do not. */
export function signInProvider({ people, ...settings }: SignInSettings): Provider {
  const provider = new Provider(settings.issuer, {
    clients: [consoleClient(settings.consoleOrigins), ...people.all.map(({ personId }) => machineClient(personId, settings.clientSecret))],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    responseTypes: ['code'],
    renderError: (ctx, { error, error_description: detail }) => {
      ctx.type = 'text';
      ctx.body = `${error}: ${detail ?? ''}\n\nBegin opnieuw vanuit Spil. / Recommencez depuis Spil.`;
    },
    jwks: { keys: [settings.signingKey as never] },
    cookies: { keys: [settings.cookieKey] },
    features,
    pkce: { required: (_ctx, client) => client.clientId === 'console' },
    clientBasedCORS: (_ctx, origin) => settings.consoleOrigins.includes(origin),
    scopes: ['openid', 'profile', 'offline_access', SCOPE],
    claims: { openid: ['sub'], profile: ['name', 'roles', 'zone'] },
    conformIdTokenClaims: false,
    // A refresh token keeps a shift signed in; the rights themselves are asked anew at every request.
    issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    ttl: {
      Session: 12 * HOUR,
      Grant: 12 * HOUR,
      RefreshToken: 12 * HOUR,
      Interaction: HOUR,
      IdToken: HOUR,
      AccessToken: HOUR,
      ClientCredentials: HOUR,
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantFor,
    findAccount: (_ctx, id) => {
      const person = people.find(id);
      return person && { accountId: id, claims: () => ({ sub: id, ...claimsOf(person) }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const person = people.find(personOf(token));
      return person && claimsOf(person);
    },
  });
  provider.proxy = true;
  return provider;
}
