import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { natsConfig, serviceNames, type BusPasswords } from '@spil/contracts';
import { asyncApi } from './asyncapi';
import { withPicture } from './picture';
import { brokenPromises, publishedNow, type Published } from './published';

const root = resolve(process.argv[2] ?? '.');
const check = process.argv.includes('--check');
/** Only before the first release: takes the table as the new promise. */
const unreleased = process.argv.includes('--unreleased');

const passwords = Object.fromEntries(
  [...serviceNames, 'provisioner', 'system'].map((user) => [user, `$SPIL_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`]),
) as BusPasswords;
const server = {
  host: '0.0.0.0',
  port: 4222,
  monitorPort: 8222,
  storeDir: '/data',
  syncInterval: 'always',
  maxPayload: '8MB',
  maxFileStore: '100GB',
  serverName: 'spil',
};

const publishedFile = resolve(root, 'libs/contracts/published.json');
const before = existsSync(publishedFile) ? (JSON.parse(readFileSync(publishedFile, 'utf8')) as Published) : {};
const broken = brokenPromises(before, publishedNow());
if (broken.length > 0 && !unreleased) {
  console.error(`A published contract's meaning is frozen:\n  ${broken.join('\n  ')}`);
  process.exit(1);
}

const generated: Record<string, string> = {
  'libs/contracts/asyncapi.yaml': asyncApi(),
  'libs/contracts/published.json': `${JSON.stringify(publishedNow(), null, 1)}\n`,
  'deploy/nats/spil.conf': natsConfig(server, [{ zone: 'demo', teams: ['noord', 'zuid'] }], passwords),
  'README.md': withPicture(readFileSync(resolve(root, 'README.md'), 'utf8')),
};
const stale = Object.entries(generated).filter(
  ([path, text]) => !existsSync(resolve(root, path)) || readFileSync(resolve(root, path), 'utf8') !== text,
);
if (check && stale.length > 0) {
  console.error(`Out of date: ${stale.map(([path]) => path).join(', ')}. Run npm run generate and commit what it writes.`);
  process.exit(1);
}
for (const [path, text] of stale) {
  mkdirSync(dirname(resolve(root, path)), { recursive: true });
  writeFileSync(resolve(root, path), text);
  console.log(`written: ${path}`);
}
