// Restores the streams a service publishes to from the seven days its database keeps, and proves that they are equal.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ServiceName } from '@spil/contracts';
import { closeMongo } from '@spil/mongo';
import { serviceUri } from '../mongo';
import { baseEnvironment } from '../program';
import { standardEnv } from '../service-env';
import { connectAdmin, openDatabase, type Access } from './access';
import { refillDamaged, type RefillOutcome } from './refill-streams';

const STREAM_BYTES = 1024 ** 3;

export interface RefillPorts {
  /** Folder of the project, for the service's program. */
  root: string;
  say(line: string): void;
}

/** Refills every damaged stream of one service of a suite. `all`: also those where nothing is missing. */
export async function refillService(access: Access, service: ServiceName, ports: RefillPorts, all = false): Promise<RefillOutcome> {
  const admin = await connectAdmin(access, 'refill');
  const db = await openDatabase(access, service);
  const publishAgain = (streams: readonly string[]): Promise<void> => runProgram(access, service, ports, streams);
  try {
    const options = { maxBytes: STREAM_BYTES };
    return await refillDamaged({ admin, db, service, plan: access.plan, options, publishAgain, say: ports.say.bind(ports) }, all);
  } finally {
    await Promise.all([closeMongo(db), admin.close()]);
  }
}

/** The service's own program, with its own account and key. */
async function runProgram(access: Access, service: ServiceName, ports: RefillPorts, streams: readonly string[]): Promise<void> {
  const at = {
    nats: access.nats,
    otlp: 'http://127.0.0.1:9',
    mongoOf: (name: ServiceName) => serviceUri(access.mongo, name, access.secrets.mongo),
    healthPort: () => 0,
  };
  const { OTLP_URL: _none, ...environment } = standardEnv(service, at, access.secrets, access.zones);
  const env = { ...baseEnvironment(process.env), ...environment, REFILL_STREAMS: streams.join(',') };
  const child = spawn(process.execPath, ['--enable-source-maps', join(ports.root, `dist/services/${service}/main.js`)], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + String(chunk)).slice(-4_000)));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`the program of ${service} could not publish again (exit code ${code}):\n${said}`);
}
