import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSuite, type ReadyFile } from '@spil/local';
import { freePort } from '@spil/testing';
import type { Bench } from '../bench';
import { databaseFlush, flushOf } from '../machine';
import { talkTo, type Talking } from '../processes';

/** A suite of the bench's own, as `npm start` makes it: every process, the demo zone and people. */
export interface OwnSuite {
  ready: ReadyFile & { services: Record<string, string> };
  /** Its programs, those that run here. */
  names(): string[];
  /** Process id of one of its programs now. */
  pidOf(name: string): number;
  /** What a program was started with. */
  environmentOf(name: string): Record<string, string>;
  programOf(name: string): string[];
  stop(): Promise<void>;
}

/** Starts it on free ports with data of its own, and takes both away again. */
export async function ownSuite(bench: Bench): Promise<OwnSuite> {
  const dir = mkdtempSync(join(tmpdir(), 'spil-bench-'));
  bench.say('starting a suite of its own …');
  const { ready, stop } = await startSuite(dir);
  const made = ready as unknown as OwnSuite['ready'];
  bench.serves(made.providers.nats, flushOf(readFileSync(join(dir, 'nats.conf'), 'utf8')));
  bench.serves(made.providers.mongo, databaseFlush);
  const listed = (): { name: string; pid: number }[] => JSON.parse(readFileSync(join(dir, 'processes.json'), 'utf8')) as never;
  const pidOf = (name: string): number => {
    const found = listed().find((one) => one.name === name);
    if (!found) throw new Error(`the launcher lists no ${name}`);
    return found.pid;
  };
  const parts = (name: string, file: string): string[] =>
    readFileSync(`/proc/${pidOf(name)}/${file}`, 'utf8')
      .split('\0')
      .filter(Boolean);
  return {
    ready: made,
    names: () => listed().map(({ name }) => name),
    pidOf,
    environmentOf: (name) =>
      Object.fromEntries(parts(name, 'environ').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])),
    programOf: (name) => parts(name, 'cmdline').slice(1),
    stop: bench.atEnd(async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    }),
  };
}

/** A second copy of a service beside the one that runs, with arguments for Node; resolves once it is ready for its share of the work. */
export async function startCopy(suite: OwnSuite, service: string, nodeArgs: readonly string[] = []): Promise<Talking> {
  const port = String(await freePort());
  const copy = talkTo([], [...nodeArgs, ...suite.programOf(service)], { ...suite.environmentOf(service), HTTP_PORT: port });
  for (const end = Date.now() + 30_000; !(await isReady(port)); await new Promise((resolve) => setTimeout(resolve, 20))) {
    if (Date.now() > end) throw new Error(`a second ${service} did not become ready`);
  }
  return copy;
}

const isReady = async (port: string): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true;
