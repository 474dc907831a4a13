import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { dropDead, listDead, replayDead, showDead, type DeadLetter } from '@spil/messaging';
import { dataDir, readReady, type ReadyFile } from './api';

const usage = `usage: npm run dead -- list [--service NAME]   what was put aside, oldest first
       npm run dead -- show NUMBER              one letter with its message (sealed parts stay sealed)
       npm run dead -- replay NUMBER            give it back to the service that could not handle it
       npm run dead -- drop NUMBER              take it out for good; somebody has looked at it`;

/** The provisioner's connection: nobody else may read or take out dead letters. */
async function provisioner(): Promise<NatsConnection> {
  const ready = readReady() as ReadyFile & { nats: string };
  const secrets = JSON.parse(readFileSync(join(dataDir(), 'secrets.json'), 'utf8')) as { nats: { provisioner: string } };
  return connect({ servers: ready.nats, user: 'provisioner', pass: secrets.nats.provisioner, name: 'dead letters' });
}

const row = (number: number, { at, service, reason, subject, id, deliveries }: DeadLetter): string =>
  `${String(number).padStart(5)}  ${at}  ${service.padEnd(20)} ${reason.kind.padEnd(14)} ${subject}  ${id}  (${deliveries} deliveries)`;

async function list(admin: NatsConnection, service: string | undefined): Promise<void> {
  const letters = await listDead(admin, service === undefined ? {} : { service });
  if (letters.length === 0) console.log('No dead letters.');
  for (const { number, letter } of letters) console.log(row(number, letter));
}

async function show(admin: NatsConnection, number: number): Promise<void> {
  const letter = await showDead(admin, number);
  if (!letter) throw new Error(`there is no dead letter ${number}`);
  const { body, auth: _auth, ...rest } = letter;
  console.log(JSON.stringify(rest, null, 2));
  if (body !== undefined) console.log(Buffer.from(body, 'base64').toString('utf8'));
}

async function run(admin: NatsConnection, [command, ...args]: string[]): Promise<number> {
  if (command === 'list') await list(admin, args[0] === '--service' ? args[1] : undefined);
  else {
    const number = Number(args[0]);
    if (!Number.isInteger(number) || number < 1) return refuse();
    if (command === 'show') await show(admin, number);
    else if (command === 'replay') console.log(`given back: ${row(number, await replayDead(admin, number))}`);
    else if (command === 'drop') console.log((await dropDead(admin, number)) ? `dropped ${number}` : `there is no dead letter ${number}`);
    else return refuse();
  }
  return 0;
}

function refuse(): number {
  console.error(usage);
  return 2;
}

async function main(): Promise<void> {
  if (process.argv.length < 3) {
    process.exitCode = refuse();
    return;
  }
  const admin = await provisioner();
  try {
    process.exitCode = await run(admin, process.argv.slice(2));
  } finally {
    await admin.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
