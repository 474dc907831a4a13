// The machine: versions, clocks, disk.
import { statfsSync } from 'node:fs';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Db } from '@spil/mongo';
import { atLeast } from './version';
import { fault, ok, type Finding } from './finding';

const LEAST_NATS = '2.12.0';
const LEAST_NODE = '20.19.0';
const LEAST_SPACE = 1024 ** 3;
/** ms two clocks may be apart: tokens tolerate 30 s, ids and traces less. */
const APART = 2_000;

export const versionFindings = (bus: NatsConnection): Finding[] => {
  const server = bus.info?.version ?? '0';
  return [
    atLeast(server, LEAST_NATS)
      ? ok('versions', `nats-server ${server}, Node ${process.versions.node}`)
      : fault(
          'versions',
          `nats-server ${server} is too old`,
          `use ${LEAST_NATS} or newer: older ones do not keep what they acknowledge through a power cut`,
        ),
    ...(atLeast(process.versions.node, LEAST_NODE)
      ? []
      : [fault('versions', `Node ${process.versions.node} is too old`, `install Node ${LEAST_NODE} or newer`)]),
  ];
};

/** The broker's and the database's clocks against this one. */
export async function clockFindings(bus: NatsConnection, db: Db): Promise<Finding[]> {
  const [broker, database] = [await apart(() => brokerTime(bus)), await apart(() => databaseTime(db))];
  const wrong = Object.entries({ broker, database }).filter(([, ms]) => Math.abs(ms) > APART);
  if (wrong.length === 0) return [ok('clocks', `broker and database are within ${APART / 1000} s of this machine`)];
  return wrong.map(([name, ms]) =>
    fault(
      'clocks',
      `the clock of the ${name} is ${Math.round(ms / 1000)} s off`,
      'let both machines follow one time server (NTP): the order of ids and the end of rights rest on it',
    ),
  );
}

async function apart(ask: () => Promise<number>): Promise<number> {
  const before = Date.now();
  const theirs = await ask();
  return theirs - (before + Date.now()) / 2;
}

async function brokerTime(bus: NatsConnection): Promise<number> {
  const answer = (await bus.request('$JS.API.STREAM.INFO.DEAD', '', { timeout: 3_000 })).json<{ ts?: string }>();
  return answer.ts === undefined ? Date.now() : Date.parse(answer.ts);
}

async function databaseTime(db: Db): Promise<number> {
  const hello = (await db.command({ hello: 1 })) as { localTime?: Date };
  return hello.localTime?.getTime() ?? Date.now();
}

export function diskFindings(dir: string): Finding[] {
  const { bavail, bsize } = statfsSync(dir);
  const free = bavail * bsize;
  const gigabytes = `${(free / 1024 ** 3).toFixed(1)} GB free`;
  return [
    free > LEAST_SPACE
      ? ok('disk', gigabytes)
      : fault('disk', gigabytes, 'free at least 1 GB: on a full disk the broker and the database refuse to write'),
  ];
}
