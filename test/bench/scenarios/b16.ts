import { existsSync } from 'node:fs';
import type { Bench, Scenario } from '../bench';
import { fine, median, spread, spreadOf, whole } from '../figures';
import { target, type Outcome } from '../outcome';
import { rssOf } from '../processes';
import { ownSuite, startCopy, type OwnSuite } from '../world/suite';

const services = ['wijk', 'intervention', 'mediation', 'environment', 'information-sharing', 'gateway'];

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
    await suite.stop();
    return outcomeOf(runs);
  },
};

async function startOne(suite: OwnSuite, service: string): Promise<Started> {
  const began = performance.now();
  const copy = await startCopy(suite, service);
  const readyMs = performance.now() - began;
  // Memory settles once the first collections have run.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const rssMb = rssOf(copy.pid) ?? Number.NaN;
  const asked = performance.now();
  copy.child.kill('SIGTERM');
  await copy.ended;
  return { service, readyMs, rssMb, stopMs: performance.now() - asked };
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
