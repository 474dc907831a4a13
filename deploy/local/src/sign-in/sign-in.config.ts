import { env, int, json, secret, text, url } from '@spil/config';

type Jwk = Record<string, string>;
const jwk = (value: unknown): Jwk | undefined =>
  typeof value === 'object' && value !== null && Object.values(value).every((part) => typeof part === 'string')
    ? (value as Jwk)
    : undefined;
const addresses = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : undefined;

/** Everything the development sign-in reads from its environment. */
export const config = env({
  ISSUER: url(),
  PORT: int({ max: 65_535 }),
  HOST: text({ default: '127.0.0.1' }),
  PEOPLE_FILE: text(),
  SIGNING_KEY: json<Jwk>({ shape: jwk }),
  COOKIE_KEY: secret(),
  /** Secret of the machine clients, one for each demo person. */
  CLIENT_SECRET: secret(),
  /** Origins the console is served from. */
  CONSOLE_ORIGINS: json<string[]>({ shape: addresses }),
});

export type SignInConfig = ReturnType<typeof config>;
export const readConfig = (): SignInConfig => config(process.env);
