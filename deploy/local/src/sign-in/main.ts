import { createServer } from 'node:http';
import { People } from './people';
import { signInProvider } from './provider';
import { SignInPages } from './server';
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
const server = createServer(new SignInPages(provider, people).handle);
server.listen(config.PORT, config.HOST, () => console.log(`development sign-in on ${config.ISSUER}`));
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
