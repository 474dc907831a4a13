// F34, F37, F39: what surrounds a service fails or overwhelms it: the collector, the hand that stops it, the crowd.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@spil/contracts';
import { Program } from '../tools/program';
import { comes, pause, quantile } from '../tools/wait';
import { worldScenario, type Scene } from '../world/run';
import { lostDocument, lostFrame } from './spoiled';
import { drainsOnce, keepsRequests, waitsForCollector } from './wrong';
import { sizeOf, type Scenario } from '../scenario';

interface Window {
  from: number;
  to: number;
}
const windows = new WeakMap<Scene, Window>();

/**
 * p95 before and inside a window, of acknowledged first attempts. Of some 180 requests in nine seconds the p99 is the second slowest:
 * one collection of garbage would decide.
 */
function compared({ writers: { latencies } }: Scene, { from, to }: Window): { before: number; during: number } {
  const p = (keep: (sentAt: number) => boolean): number =>
    Math.round(
      quantile(
        latencies.filter(({ sentAt }) => keep(sentAt)).map(({ ms }) => ms),
        0.95,
      ),
    );
  return { before: p((at) => at < from), during: p((at) => at >= from && at < to) };
}

async function collectorTroubled(scene: Scene): Promise<void> {
  const { otlp } = scene.world.parts.wires;
  await pause(6_000);
  const from = Date.now();
  for (const [what, weather] of [
    ['down', { refuse: true }],
    ['a black hole', { blackHole: true }],
    ['at 10 KB/s', { rate: 10_000 }],
  ] as const) {
    scene.run.history.add({ k: 'fault', what: `the collector is ${what}` });
    otlp.weather = weather;
    otlp.cut('reset');
    await pause(3_000);
  }
  windows.set(scene, { from, to: Date.now() });
  otlp.weather = {};
  otlp.cut('reset');
}

function noSlower(scene: Scene): void {
  const window = windows.get(scene);
  if (!window) return;
  const { before, during } = compared(scene, window);
  // The bound is the table's; below 80 ms the machine decides, not the collector.
  scene.run.history.claim('no request slower than 1.1 × (p95)', during <= Math.max(80, before * 1.1), `${before} → ${during} ms`);
}

/** Stops a fresh process of a service in an unfriendly way; answers its exit and whatever stands in its log as an error. */
async function unfriendly(
  { world }: Scene,
  service: ServiceName,
  how: (program: Program) => Promise<void>,
): Promise<{ ms: number; code: number | null; thrown: string }> {
  const { againAfter: _, ...plan } = await world.planOf(service);
  const log = join(world.parts.place.dir, 'logs', `${service}-f37.log`);
  writeFileSync(log, '');
  const program = new Program({
    ...plan,
    name: `${service}-f37`,
    env: { ...plan.env, HTTP_PORT: '0', LOG_LEVEL: 'info' },
    log,
    ready: () => Promise.resolve(readFileSync(log, 'utf8').includes('ready')),
  });
  const began = Date.now();
  await how(program);
  const code = await Promise.race([program.ended(), pause(15_000).then(() => undefined)]);
  program.kill();
  const thrown =
    readFileSync(log, 'utf8')
      .split('\n')
      .find((line) => /unhandled|Error:|stop failed/i.test(line)) ?? '';
  return { ms: Date.now() - began, code: code === undefined ? -1 : code, thrown };
}

async function unfriendlyStops(scene: Scene): Promise<void> {
  const started = (signals: NodeJS.Signals[]) => async (program: Program) => {
    await program.start();
    for (const [i, signal] of signals.entries()) {
      // The second comes into the drain that the first began.
      if (i > 0) await pause(30);
      program.signal(signal);
    }
  };
  for (const service of ['wijk', 'information-sharing', 'gateway'] as const) {
    for (const [what, signals] of [
      ['SIGTERM twice', ['SIGTERM', 'SIGTERM']],
      ['SIGINT', ['SIGINT']],
    ] as [string, NodeJS.Signals[]][]) {
      const { code, thrown } = await unfriendly(scene, service, started(signals));
      scene.run.history.claim(
        `${service}, ${what}: one drain, exit code 0, nothing thrown`,
        code === 0 && thrown === '',
        `${code} ${thrown.slice(0, 120)}`,
      );
    }
  }
  for (const ms of [50, 200, 500, 900, 1_500]) {
    const { code, thrown } = await unfriendly(scene, 'wijk', async (program) => {
      void program.start().catch(() => undefined);
      await pause(ms);
      program.signal('SIGTERM');
    });
    scene.run.history.claim(
      `SIGTERM ${ms} ms after the start: it ends, nothing thrown`,
      code !== -1 && thrown === '',
      `${code} ${thrown.slice(0, 120)}`,
    );
  }
}

const small = ['gateway', 'wijk', 'information-sharing'] as const;

/** Requests at one moment. */
const CROWD = 300;

/** F39: ten times the load for a few seconds, on services with little memory for objects. */
async function burst({ world, run, writers }: Scene): Promise<void> {
  const deaths = (): number => small.reduce((sum, name) => sum + world.program(name).deaths, 0);
  const before = deaths();
  await pause(2_000);
  const seconds = sizeOf(run, 4, 10);
  run.history.add({ k: 'fault', what: `ten times the load for ${seconds} s` });
  const began = Date.now();
  // And a crowd at one moment, more than are taken in at once (128): however quick the machine, somebody must be refused.
  const served = Promise.all([writers.run({ rate: 200, seconds }, () => false), writers.atOnce(CROWD)]);
  await pause(seconds * 1_000);
  const calm = Date.now();
  // The ordinary load goes on: what it was answered with in the last second.
  const slowest = (): number =>
    quantile(
      writers.latencies.filter(({ sentAt }) => sentAt > Date.now() - 1_000).map(({ ms }) => ms),
      0.99,
    );
  const back = await comes(() => slowest() <= 250, 15_000);
  const took = Date.now() - calm;
  run.history.claim('quick again (p99 ≤ 250 ms) within 5 s of the burst', back && took <= 5_000, `${took} ms`);
  await served;
  run.history.claim('nobody ran out of memory', deaths() === before, deaths() - before);
  const refused = writers.refusals.filter(({ at }) => at > began);
  const silent = refused.filter(({ retryAfter }) => retryAfter === undefined).length;
  run.history.claim('some were refused with 429 or 503, so there was a limit', refused.length > 0, refused.length);
  run.history.claim('each refusal says when to come back (Retry-After)', silent === 0, `${silent} do not`);
  const codes = [
    ...new Set(run.history.lines.flatMap((line) => (line.k === 'failed' && line.t > began ? [line.code.split(' ')[0] ?? ''] : []))),
  ];
  const honest = codes.every((code) => ['429', '503', '504', 'TimeoutError'].includes(code));
  run.history.claim('who was not served was told so or gave up by himself', honest, codes.join(', ') || 'all were served');
}

export const edgeScenarios: Scenario[] = [
  worldScenario({
    id: 'F34',
    title: 'the OTLP collector down, a black hole, and slow',
    load: { rate: 20, seconds: 10 },
    rules: { traces: true },
    fault: collectorTroubled,
    after: noSlower,
    builtWrong: waitsForCollector,
    controls: [
      {
        what: 'a history in which traces broke and no drop was counted',
        notices: ['I6'],
        spoil: (lines) =>
          lines.map((line) =>
            line.k === 'trace' ? { ...line, spans: ['POST'] } : line.k === 'dropped-spans' ? { ...line, count: 0 } : line,
          ),
      },
    ],
  }),
  worldScenario({
    id: 'F39',
    title: 'ten times the load for 4 s (10 s in full), its first 300 at one moment, with 192 MB for objects',
    load: { rate: 20, seconds: 5 },
    rules: { within: 60_000 },
    as: { services: small, wrong: [], oldSpace: 192 },
    fault: burst,
    builtWrong: keepsRequests,
    controls: [lostDocument],
  }),
  worldScenario({
    id: 'F37',
    title: 'SIGTERM twice, SIGTERM while starting, SIGINT',
    load: { rate: 5, seconds: 3 },
    rules: { traces: true },
    fault: unfriendlyStops,
    builtWrong: drainsOnce,
    controls: [lostFrame],
  }),
];
