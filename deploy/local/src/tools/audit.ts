import {
  type BlockCollection,
  ChainStore,
  type Head,
  LogMemory,
  readLogBlocksCollection,
  type ReadLogCollection,
  readLogCollection,
} from '@spil/audit';
import type { ServiceName } from '@spil/contracts';
import { connectMongo, closeMongo, type Db } from '@spil/mongo';
import { join } from 'node:path';
import { readJson, readKept, writePrivate } from '../files';
import { databaseOf, serviceUri } from '../mongo';
import type { Secrets } from '../secrets';
import { dataDir } from './api';
import { keysOf, verifyOptions } from './audit-arguments';
import { proveFile } from './audit-prove';
import { type Finding, type LogOf, reportLine, verifyLogs } from './audit-report';

const usage = `usage: npm run audit -- verify [--service information-sharing] [--json]
Walks the read log of every service and names the first record that is not as it was written; exit 1 when one is broken.
The running suite's databases are used; AUDIT_MONGODB_URI names another server and an account that may read them.

       npm run audit -- prove FILE [--key SERVICE=FINGERPRINT …]
Proves a file taken away from the page Inzage, from what is in it alone; exit 1 with the first line that does not hold.
With --key a service's proofs are good only when signed by the key of that fingerprint. Without SERVICE= it must be given
once for each service in the file.`;

const headsFile = (): string => join(dataDir(), 'audit-heads.json');

/** Where a service's database is: an auditor's own account, or the suite's port and that service's account. */
const addressOf = (service: ServiceName): string => {
  const given = process.env['AUDIT_MONGODB_URI'];
  if (given) return given;
  const secrets = readJson<Pick<Secrets, 'mongo'>>(join(dataDir(), 'secrets.json'));
  const port = readJson<{ mongodb?: number }>(join(dataDir(), 'ports.json'))?.mongodb;
  const base = process.env['MONGODB_URI'] ?? (port === undefined ? undefined : `mongodb://127.0.0.1:${port}`);
  if (!base || !secrets) throw new Error('Spil has not run here. Start it with npm start, or set AUDIT_MONGODB_URI.');
  return serviceUri(base, service, secrets.mongo);
};

/** Opens a service's log when it is first asked, so that one refused account does not hide the others. */
function logOf(service: ServiceName, opened: Db[]): Pick<LogOf, 'lines' | 'roots'> {
  let db: Promise<Db> | undefined;
  const open = () => (db ??= connectMongo({ uri: addressOf(service), db: databaseOf(service), maxPoolSize: 1 }));
  async function* lines() {
    yield* new ChainStore((await open()).collection(readLogCollection) as unknown as ReadLogCollection, service).all();
  }
  const roots = async () => {
    opened.push(await open());
    return new LogMemory((await open()).collection(readLogBlocksCollection) as unknown as BlockCollection).all();
  };
  return { lines: lines(), roots };
}

async function verify(services: readonly ServiceName[]): Promise<Finding[]> {
  // What was seen last time tells a log that was cut short: a file that cannot be read must not pass for a first look.
  const heads =
    readKept<Record<string, Head>>(headsFile(), 'put it back from a copy, or remove it to begin anew from what is there now.') ?? {};
  const opened: Db[] = [];
  const logs = services.map((service): LogOf => ({ service, ...logOf(service, opened), seen: heads[service] }));
  try {
    const findings = await verifyLogs(logs);
    for (const found of findings) if (found.ok) heads[found.service] = found.head;
    writePrivate(headsFile(), `${JSON.stringify(heads, null, 2)}\n`);
    return findings;
  } finally {
    for (const db of opened) await closeMongo(db);
  }
}

function prove([path, ...rest]: readonly string[]): void {
  if (path === undefined || path.startsWith('--')) throw new Error(usage);
  const keys = keysOf(rest);
  const { ok, said } = proveFile(readJson(path), keys);
  for (const line of said) console.log(line);
  if (!ok) process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'prove' && !args.includes('--help')) return prove(args.slice(1));
  if (args[0] !== 'verify' || args.includes('--help')) {
    console.log(usage);
    process.exitCode = args.includes('--help') ? 0 : 2;
    return;
  }
  const { services, json } = verifyOptions(args.slice(1));
  addressOf('wijk');
  const findings = await verify(services);
  for (const finding of findings) console.log(json ? JSON.stringify(finding) : reportLine(finding));
  if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : 'unexpected error');
  process.exitCode = 1;
});
