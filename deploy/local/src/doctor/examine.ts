// Everything the doctor looks at, on servers that run.
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { serviceNames, type ServiceName } from '@spil/contracts';
import { closeMongo, type Db } from '@spil/mongo';
import { connectAdmin, openDatabase, type Access } from '../operate/access';
import { reconcile } from '../operate/reconcile';
import { databaseFindings } from './databases';
import { fault, type Finding } from './finding';
import { clockFindings, diskFindings, versionFindings } from './machine';
import { reconciliationFindings } from './reconciliation';
import { streamFindings } from './streams';
import { wallFindings } from './walls';

/** Services with an outbox of their own. */
export const publishers = serviceNames.filter((name) => name !== 'gateway');

/** All findings, in the order of the path; what cannot be looked at is a finding too. */
export async function examine(access: Access): Promise<Finding[]> {
  const remedy = 'start the suite (npm start) and look at the log of the server in the data folder';
  const admin = await connectAdmin(access, 'doctor').catch(() => undefined);
  if (!admin) return [...diskFindings(access.dir), fault('broker', `nothing answers at ${access.nats}`, remedy)];
  try {
    const manager = await jetstreamManager(admin);
    return [
      ...diskFindings(access.dir),
      ...versionFindings(admin),
      ...(await streamFindings(manager, access.plan)),
      ...(await wallFindings(access)),
      ...(await servicesFindings(access, admin)),
    ];
  } finally {
    await admin.close();
  }
}

async function servicesFindings(access: Access, admin: NatsConnection): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const service of serviceNames) {
    const db = await openDatabase(access, service).catch(() => undefined);
    if (!db) {
      findings.push(
        fault(
          'databases',
          `the database of ${service} does not open`,
          'start the suite (npm start); look at the log of the database server',
        ),
      );
      continue;
    }
    try {
      findings.push(...(await serviceFindings({ access, admin, db }, service)));
    } finally {
      await closeMongo(db);
    }
  }
  return findings;
}

async function serviceFindings(
  { access, admin, db }: { access: Access; admin: NatsConnection; db: Db },
  service: ServiceName,
): Promise<Finding[]> {
  const clocks = service === 'wijk' ? await clockFindings(admin, db) : [];
  const own = await databaseFindings(service, db, Date.now());
  if (service === 'gateway') return own;
  return [...clocks, ...own, ...reconciliationFindings(service, await reconcile(admin, db, service, access.plan.streams))];
}
