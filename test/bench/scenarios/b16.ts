import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Scenario } from '../bench';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { target, type Outcome, type Table } from '../outcome';
import { rssOf, talkTo } from '../processes';
import { ownSuite, startCopy, type OwnSuite } from '../world/suite';

const services = ['wijk', 'intervention', 'mediation', 'environment', 'information-sharing', 'operations', 'gateway'];

interface Started {
  service: string;
  readyMs: number;
  rssMb: number;
  stopMs: number;
}

/** A process more of each service, beside the running suite: what a restart or a new replica costs. */
export const b16: Scenario = {
  id: 'B16',
  title: 'cold start of each service to ready, memory, and idle stop',
  async run(bench: Bench) {
    if (!existsSync('/proc/self/environ')) throw new Error('B16 needs /proc: it starts services with the environment of running ones');
    const suite = await ownSuite(bench);
    const runs: Started[] = [];
    const all = bench.rounds(3, 1);
    for (let round = 1; round <= all; round++) {
      for (const service of services) {
        const one = await startOne(suite, service);
        bench.say(
          `B16 round ${round}/${all} ${service}: ready in ${whole(one.readyMs)} ms, ${whole(one.rssMb)} MB, stopped in ${whole(one.stopMs)} ms`,
        );
        runs.push(one);
      }
    }
    const outcome = outcomeOf(runs);
    const memory: Memory[] = [];
    for (const service of services) memory.push(await memoryOf(suite, service));
    const empty = await emptyNodeMb();
    await suite.stop();
    return { ...outcome, limits: limitsOf(outcome, memory, empty), tables: [...outcome.tables, memoryTable(memory)] };
  },
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function startOne(suite: OwnSuite, service: string): Promise<Started> {
  const began = performance.now();
  const copy = await startCopy(suite, service);
  const readyMs = performance.now() - began;
  // Memory settles once the first collections have run.
  await pause(1_000);
  const rssMb = rssOf(copy.pid) ?? Number.NaN;
  const asked = performance.now();
  copy.child.kill('SIGTERM');
  await copy.ended;
  return { service, readyMs, rssMb, stopMs: performance.now() - asked };
}

/** Where the memory of a service that has just started lies, in MB; by the report Node writes when it is asked to. */
interface Memory {
  service: string;
  rss: number;
  /** Pages of files: Node itself and its libraries, held once for all processes together. */
  files: number;
  heap: number;
  heapUsed: number;
  /** Buffers, and text of programs, that JavaScript holds outside the heap. */
  external: number;
}

interface NodeReport {
  javascriptHeap: { totalCommittedMemory: number; usedMemory: number; externalMemory: number };
}

const MB = 2 ** 20;

/** One start more of a service, which counts for nothing else. */
async function memoryOf(suite: OwnSuite, service: string): Promise<Memory> {
  const dir = mkdtempSync(join(tmpdir(), 'spil-report-'));
  const copy = await startCopy(suite, service, ['--report-on-signal', `--report-directory=${dir}`]);
  await pause(1_000);
  const [rss, files] = [rssOf(copy.pid) ?? Number.NaN, rssOf(copy.pid, 'RssFile') ?? Number.NaN];
  copy.child.kill('SIGUSR2');
  const report = await reportIn(dir);
  copy.child.kill('SIGTERM');
  await copy.ended;
  rmSync(dir, { recursive: true, force: true });
  const { totalCommittedMemory: heap, usedMemory, externalMemory } = report.javascriptHeap;
  return { service, rss, files, heap: heap / MB, heapUsed: usedMemory / MB, external: externalMemory / MB };
}

async function reportIn(dir: string): Promise<NodeReport> {
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(50)) {
    const [file] = readdirSync(dir);
    if (file === undefined) continue;
    try {
      return JSON.parse(readFileSync(join(dir, file), 'utf8')) as NodeReport;
    } catch {
      // Half written.
    }
  }
  throw new Error('B16: a service wrote no report of its memory');
}

/** Resident memory of a Node process that does nothing: what no service can go below. */
async function emptyNodeMb(): Promise<number> {
  const { child, pid, ended } = talkTo([], ['-e', 'setInterval(() => undefined, 1e6)']);
  await pause(500);
  const rss = rssOf(pid) ?? Number.NaN;
  child.kill('SIGKILL');
  await ended;
  return rss;
}

const memoryTable = (memory: readonly Memory[]): Table => ({
  title: 'Where the memory lies a second after the start, MB (one start more)',
  head: [
    'service',
    'RSS',
    'pages of files, shared by all',
    'JavaScript heap',
    'of it used',
    'held outside the heap',
    'the rest: code and native',
  ],
  rows: memory.map(({ service, rss, files, heap, heapUsed, external }) => [
    service,
    ...[rss, files, heap, heapUsed, external, rss - files - heap - external].map((mb) => fine(mb)),
  ]),
});

/** What of the largest service's memory is whose. */
function limitsOf({ targets }: Outcome, memory: readonly Memory[], empty: number): string[] {
  if (targets.every(({ name, reached }) => reached || !name.endsWith('MB'))) return [];
  const [largest] = [...memory].sort((a, b) => b.rss - a.rss);
  if (!largest) return [];
  const { service, rss, files, heap, heapUsed, external } = largest;
  return [
    `of the ${whole(rss)} MB of ${service}, the largest, ${whole(files)} are pages of files that all Node processes share, ${whole(heap)} the JavaScript heap (${whole(heapUsed)} used), ${fine(external)} what JavaScript holds outside it, ${whole(rss - files - heap - external)} code and native memory; a Node process that does nothing takes ${whole(empty)}`,
  ];
}

function outcomeOf(runs: readonly Started[]): Outcome {
  const of = (service: string): Started[] => runs.filter((run) => run.service === service);
  const middle = (service: string, what: 'readyMs' | 'rssMb' | 'stopMs'): number => median(of(service).map((run) => run[what]));
  const worst = (what: 'readyMs' | 'rssMb' | 'stopMs'): number => Math.max(...services.map((service) => middle(service, what)));
  const figures = (service: string, what: 'readyMs' | 'rssMb' | 'stopMs'): string =>
    spread(spreadOf(of(service).map((run) => run[what])), whole);
  return {
    scenario: 'B16',
    title: b16.title,
    tables: [
      {
        head: ['service', 'ready ms', 'RSS MB', 'idle stop ms'],
        rows: services.map((service) => [service, figures(service, 'readyMs'), figures(service, 'rssMb'), figures(service, 'stopMs')]),
      },
    ],
    targets: [
      target('B16: slowest service to ready, s', worst('readyMs') / 1_000, { most: 3 }),
      target('B16: largest service, MB', worst('rssMb'), { most: 130 }),
      target('B16: slowest idle stop, s', worst('stopMs') / 1_000, { most: 1 }),
    ],
    plots: [
      {
        title: 'Ready after',
        kind: 'bars',
        x: { label: 'service', names: services },
        y: { label: 'ms' },
        series: [{ name: 'ms', points: services.map((service, i) => [i, Math.round(middle(service, 'readyMs'))]) }],
      },
    ],
    invalid: [],
    notes: [
      `started beside the running suite with the environment of the one that runs; all together ${fine(runs.reduce((sum, run) => sum + run.readyMs, 0) / 1_000)} s`,
    ],
  };
}
