// Every service's credentials against the broker: what must be refused is refused.
import { connect } from '@nats-io/transport-node';
import { inboxPrefix, serviceNames, type ServiceName } from '@spil/contracts';
import { selfTest } from '@spil/messaging';
import type { Access } from '../operate/access';
import { fault, ok, type Finding } from './finding';

/** The self-test each service runs at its start, run again now with its credentials. */
export async function wallFindings(access: Access): Promise<Finding[]> {
  const findings = await Promise.all(serviceNames.map((service) => walls(access, service)));
  const faults = findings.flat();
  return faults.length > 0 ? faults : [ok('permissions', `the broker refuses ${serviceNames.length} services what is not theirs`)];
}

async function walls({ nats, secrets, plan }: Access, service: ServiceName): Promise<Finding[]> {
  const remedy =
    'the broker does not run with the generated permissions: restart the suite, or start nats-server with the nats.conf of the data folder';
  try {
    const credentials = { user: service, pass: secrets.nats[service], inboxPrefix: inboxPrefix(service) };
    const connection = await connect({ servers: nats.split(','), ...credentials, name: 'doctor', timeout: 3_000 });
    try {
      await selfTest(connection, service, plan, { mayTailFeeds: service === 'gateway', mayReadDead: service === 'operations' });
      return [];
    } finally {
      await connection.close();
    }
  } catch (error) {
    return [fault('permissions', `${service}: ${error instanceof Error ? error.message : 'unknown'}`, remedy)];
  }
}
