import { bool, env, int, json, secret, text, url } from '@spil/config';
import { processEnvironment, standardConfig } from '@spil/service-host';

const jwk = (value: unknown): Record<string, string> | undefined =>
  typeof value === 'object' && value !== null && (value as { kty?: unknown }).kty === 'OKP' ? (value as Record<string, string>) : undefined;

/** Every environment variable the gateway reads. HTTP_HOST and HTTP_PORT are the public address here; health pages are on it too. */
export const config = env(
  {
    ...standardConfig,
    HTTP_PORT: int({ default: 8080, max: 65_535 }),
    /** Address people and the sign-in know this suite by. */
    PUBLIC_URL: url({ default: 'http://localhost:8080' }),
    /** Behind how many proxies the gateway stands; their X-Forwarded-For is believed. */
    TRUSTED_PROXIES: int({ default: 0, max: 5 }),
    /** The sign-in provider, exactly as in its tokens. */
    OIDC_ISSUER: url(),
    /** What access tokens must be for: this API (resource indicator). */
    OIDC_AUDIENCE: text(),
    /** Where the provider's keys are; asked from the issuer when absent. */
    OIDC_JWKS_URL: url({ optional: true }),
    OIDC_CLIENT_ID: text({ default: 'console' }),
    OIDC_SCOPE: text({ default: 'openid profile offline_access spil' }),
    /** Accepted `typ` of access tokens, and signature algorithms; comma-separated. */
    OIDC_TOKEN_TYPES: text({ default: 'at+jwt' }),
    OIDC_ALGORITHMS: text({ default: 'ES256,PS256,RS256,EdDSA' }),
    CLAIM_SUB: text({ default: 'sub' }),
    CLAIM_NAME: text({ default: 'name' }),
    CLAIM_ROLES: text({ default: 'roles' }),
    CLAIM_ZONE: text({ default: 'zone' }),
    CLAIM_ASSIGNMENTS: text({ default: 'assignments' }),
    /** Private Ed25519 JWK that signs who is asking. */
    CALLER_PRIVATE_KEY: json<Record<string, string>>({ shape: jwk }),
    /** 32 bytes, base64: seals positions of live feeds; the same for all gateways and kept over restarts. */
    FEED_CURSOR_KEY: secret({ minLength: 43 }),
    /** Folder of the built console; without it only the API is served. */
    CONSOLE_DIR: text({ optional: true }),
    /** AsyncAPI document of the contracts, served beside the OpenAPI one. */
    ASYNCAPI_FILE: text({ default: 'libs/contracts/asyncapi.yaml' }),
    /** Jaeger and Prometheus query APIs for the operations pages; the embedded receiver is both. Absent: those pages say so. */
    TRACES_QUERY_URL: url({ optional: true }),
    METRICS_QUERY_URL: url({ optional: true }),
    /** Address of map tiles, `https://tiles.example/{z}/{x}/{y}.png`; absent: only the zone's own polygons are drawn. */
    MAP_TILES: text({ optional: true }),
    MAP_ATTRIBUTION: text({ optional: true }),
    /** Shown to people as a trial: the console says that data is made up. */
    DEMO: bool({ default: false }),
    /** Longest time for a request's headers to come in. */
    HEADERS_TIMEOUT_MS: int({ default: 10_000, min: 100 }),
    RATE_PERSON: int({ default: 100, min: 1 }),
    RATE_ZONE: int({ default: 1_000, min: 1 }),
    RATE_PUBLIC: int({ default: 20, min: 1 }),
    FEED_STREAMS_PER_PERSON: int({ default: 5, min: 1 }),
    FEED_HEARTBEAT_MS: int({ default: 15_000, min: 100 }),
  },
  { readme: 'services/gateway/README.md' },
);
export type GatewayConfig = ReturnType<typeof config>;

/** This process's configuration, checked. */
export const readConfig = (): GatewayConfig => config(processEnvironment());
