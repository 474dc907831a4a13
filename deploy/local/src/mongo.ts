import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@spil/contracts';
import type { Choice } from '../bootstrap/types';
import { containerName, dockerEnvironment, removeContainer } from './docker';
import { writePrivate } from './files';
import { answers } from './ports';
import { baseEnvironment, type Program } from './program';
import type { Secrets } from './secrets';

export interface MongoPlan {
  readonly root: string;
  readonly dir: string;
  readonly port: number;
  readonly passwords: Secrets['mongo'];
}

/** Each service has a database of its own, named after it. */
export const databaseOf = (service: ServiceName): string => `spil_${service.replaceAll('-', '_')}`;

/** A service's own way in: its user lives in its database and opens no other. */
export function serviceUri(base: string, service: ServiceName, passwords: Secrets['mongo']): string {
  const url = new URL(base);
  url.username = service;
  url.password = passwords[service];
  url.pathname = `/${databaseOf(service)}`;
  url.searchParams.set('authSource', databaseOf(service));
  return url.href;
}

/** The embedded store takes its users from a file: it is started for this suite alone. */
function usersFile({ dir, passwords }: MongoPlan): string {
  const file = join(dir, 'mongo-users.json');
  const users = serviceNames.map((service) => ({ user: service, pwd: passwords[service], db: databaseOf(service) }));
  writePrivate(file, JSON.stringify([...users, { user: 'admin', pwd: passwords.admin, db: '*' }]));
  return file;
}

/** The process that is MongoDB, or nothing when the person's own server is used. */
export function mongoProgram(choice: Choice, plan: MongoPlan): Program | undefined {
  if (choice.kind === 'url') return undefined;
  const data = join(plan.dir, 'mongo');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const common = { name: 'mongo', ready: () => answers(plan.port), readyWithinMs: 60_000, stopWithinMs: 15_000 };
  const env = baseEnvironment(process.env);
  if (choice.kind === 'embedded') {
    const args = [join(plan.root, choice.target), '--port', String(plan.port), '--dir', data, '--users', usersFile(plan)];
    return { ...common, command: process.execPath, args, env };
  }
  if (choice.kind === 'binary') {
    const args = ['--dbpath', data, '--port', String(plan.port), '--bind_ip', '127.0.0.1', '--auth', '--nounixsocket'];
    return { ...common, command: choice.target, args, env };
  }
  return { ...common, ...inDocker(choice.target, plan, data) };
}

function inDocker(image: string, { dir, port, passwords }: MongoPlan, data: string): Pick<Program, 'command' | 'args' | 'env' | 'cleanUp'> {
  const container = containerName('mongo', dir);
  return {
    command: 'docker',
    // The password goes by the environment, so that no list of processes shows it.
    args: [
      ...['run', '--rm', '--init', '--name', container, '--user', `${userInfo().uid}:${userInfo().gid}`],
      ...['-p', `127.0.0.1:${port}:27017`, '-v', `${data}:/data/db`],
      ...['-e', 'MONGO_INITDB_ROOT_USERNAME=admin', '-e', 'MONGO_INITDB_ROOT_PASSWORD', image],
    ],
    env: dockerEnvironment({ MONGO_INITDB_ROOT_PASSWORD: passwords.admin }),
    cleanUp: () => removeContainer(container),
  };
}
