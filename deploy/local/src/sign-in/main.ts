import { readFileSync } from 'node:fs';
import { People } from './people';
import { signInProvider } from './provider';
import { SignInPages, serverFor } from './server';
import { readConfig } from './sign-in.config';

const config = readConfig();
const people = People.from(config.PEOPLE_FILE);
const provider = signInProvider({
  issuer: config.ISSUER,
  people,
  signingKey: config.SIGNING_KEY,
  cookieKey: config.COOKIE_KEY,
  clientSecret: config.CLIENT_SECRET,
  consoleOrigins: config.CONSOLE_ORIGINS,
});
provider.on('server_error', (_ctx, error) => console.error('sign-in failed', error.name));
const tls =
  config.TLS_CERT !== undefined && config.TLS_KEY !== undefined
    ? { cert: readFileSync(config.TLS_CERT, 'utf8'), key: readFileSync(config.TLS_KEY, 'utf8') }
    : undefined;
const server = serverFor(new SignInPages(provider, people).handle, tls);
server.listen(config.PORT, config.HOST, () => console.log(`development sign-in on ${config.ISSUER}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
