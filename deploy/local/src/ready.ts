import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { roles, type Role } from '@spil/contracts';
import type { Decisions } from '../bootstrap/types';
import { writePrivate } from './files';
import type { SignInPerson } from './sign-in/people';
import type { ReadyFile } from './tools/api';

/** What scripts and people are told when all is ready. */
export interface ReadySuite extends ReadyFile {
  readonly pid: number;
  readonly startedAt: string;
  readonly issuer: string;
  /** Addresses of bus and database, without user. */
  readonly nats: string;
  readonly mongo: string;
  /** Health pages of each service: `/healthz`, `/readyz`. */
  readonly services: Readonly<Record<string, string>>;
  /** The address for a phone on the same network, with --lan. */
  readonly lan?: string;
}

const fileIn = (dir: string): string => join(dir, 'ready.json');

export const writeReady = (dir: string, suite: ReadySuite): void => writePrivate(fileIn(dir), `${JSON.stringify(suite, null, 2)}\n`);

export function removeReady(dir: string): void {
  if (existsSync(fileIn(dir))) rmSync(fileIn(dir), { force: true });
}

export const providersTaken = ({ nats, mongo }: Decisions): ReadyFile['providers'] => ({
  nats: nats.choice?.title ?? '',
  mongo: mongo.choice?.title ?? '',
});

const byRole = (people: readonly SignInPerson[], zone: string): string[] =>
  roles.flatMap((role: Role) => {
    const names = people.filter((person) => person.roles[0] === role && person.zone === zone).map(({ name }) => name);
    return names.length === 0 ? [] : [`${role.padEnd(20)}${names.join(', ')}`];
  });

/** The one short table people see. */
export function readyTable(suite: ReadySuite, people: readonly SignInPerson[], cwd: string): string {
  const rows: [string, string][] = [
    ['Console', suite.console],
    ...(suite.lan === undefined ? [] : ([['On a phone', `${suite.lan} (accept the development certificate)`]] as [string, string][])),
    ...byRole(people, suite.zone.id).map((line, index): [string, string] => [index === 0 ? 'Sign in as' : '', line]),
    ['API', suite.apiDocs],
    ['Traces', `${suite.traces}/api/traces (npm run trace -- <id>)`],
    ['Zone', `${suite.zone.name} (${suite.zone.id})`],
    ['Data', `${relative(cwd, suite.dataDir) || suite.dataDir} (npm start -- --fresh begins anew)`],
    ['Stop', 'Ctrl-C'],
  ];
  return ['', 'Spil is ready.', ...rows.map(([name, value]) => `  ${name.padEnd(12)}${value}`), ''].join('\n');
}
