// F34, F35, F37: what surrounds a service fails: the collector, the reader of its log, the hand that stops it.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceName } from '@spil/contracts';
import { Program } from '../tools/program';
import { comes, pause, quantile } from '../tools/wait';
import { worldScenario, type Scene } from '../world/run';
import { claimBroken, lostDocument, lostFrame } from './spoiled';
import type { Scenario } from '../scenario';

interface Window {
  from: number;
  to: number;
}
const windows = new WeakMap<Scene, Window>();

/** p99 inside and outside a window, of acknowledged first attempts. */
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
  // Below 80 ms the machine decides, not the collector.
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
    const starting = program.start().catch(() => undefined);
    await Promise.race([starting, pause(12_000)]);
    for (const signal of signals) program.signal(signal);
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

/** F35: a gateway whose log goes into a pipe that nobody empties any more. */
async function logBlocked({ world, run }: Scene): Promise<void> {
  const plan = await world.planOf('gateway');
  const reader = spawn('cat', [], { stdio: ['pipe', 'ignore', 'ignore'] });
  const env = { ...plan.env, LOG_LEVEL: 'debug', PATH: process.env['PATH'] ?? '', HTTP_PORT: '0' };
  const { port } = new URL(world.ready.api);
  const child = spawn(process.execPath, [...plan.args], {
    env: { ...env, HTTP_PORT: String(Number(port) + 1) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.pipe(reader.stdin, { end: false });
  const url = `http://127.0.0.1:${Number(port) + 1}/healthz`;
  const asked = async (): Promise<number> => {
    const began = performance.now();
    await (await fetch(url, { signal: AbortSignal.timeout(5_000) })).text();
    return performance.now() - began;
  };
  try {
    run.history.claim('it runs', await comes(async () => (await asked()) >= 0, 20_000), 'ready');
    const some = async (): Promise<number> => {
      const all: number[] = [];
      for (let i = 0; i < 200; i++) all.push(await asked());
      return Math.round(quantile(all, 0.99));
    };
    const before = await some();
    for (const stream of [child.stdout, child.stderr]) stream.unpipe(reader.stdin);
    for (const stream of [child.stdout, child.stderr]) stream.pause();
    reader.kill('SIGSTOP');
    run.history.add({ k: 'fault', what: 'nobody reads the log any more' });
    const during = await some();
    run.history.claim('it goes on serving, p99 ≤ 1.2 ×', during <= Math.max(60, before * 1.2), `${before} → ${during} ms`);
  } finally {
    child.kill('SIGKILL');
    reader.kill('SIGKILL');
  }
}

/** F39: ten times the load for a few seconds, with little memory for objects. */
async function burst({ world, run, writers }: Scene): Promise<void> {
  const names = ['gateway', 'wijk', 'information-sharing'] as const;
  for (const name of names) {
    await world.program(name).stop();
    await world.program(name).start({ oldSpace: 192 });
  }
  const deaths = (): number => names.reduce((sum, name) => sum + world.program(name).deaths, 0);
  const before = deaths();
  await pause(2_000);
  run.history.add({ k: 'fault', what: 'ten times the load for 4 s' });
  const began = Date.now();
  await writers.run({ rate: 200, seconds: 4 }, () => false);
  run.history.claim('nobody ran out of memory', deaths() === before, deaths() - before);
  const codes = [
    ...new Set(run.history.lines.flatMap((line) => (line.k === 'failed' && line.t > began ? [line.code.split(' ')[0] ?? ''] : []))),
  ];
  const honest = codes.every((code) => ['429', '503', '504', 'TimeoutError'].includes(code));
  run.history.claim('who was not served was told so or gave up by himself', honest, codes.join(', ') || 'all were served');
  const calm = Date.now();
  const back = await comes(async () => {
    const asked = Date.now();
    return (await world.isReady('gateway')) && Date.now() - asked < 200;
  }, 10_000);
  run.history.claim('quick again within 5 s', back && Date.now() - calm <= 5_000, `${Date.now() - calm} ms`);
  for (const name of names) {
    await world.program(name).stop();
    const { oldSpace: _, ...plan } = await world.planOf(name);
    await world.program(name).start({ ...plan, oldSpace: 4_096 });
  }
}

export const edgeScenarios: Scenario[] = [
  worldScenario({
    id: 'F34',
    title: 'the OTLP collector down, a black hole, and slow',
    load: { rate: 20, seconds: 10 },
    rules: { traces: true },
    fault: collectorTroubled,
    after: noSlower,
    controls: [
      claimBroken('the times of requests that wait for the collector', /slower than/),
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
    id: 'F35',
    title: 'nobody reads the log pipe',
    load: { rate: 8, seconds: 3 },
    fault: logBlocked,
    controls: [claimBroken('the times of a service that waits for its log', /goes on serving/), lostFrame],
  }),
  worldScenario({
    id: 'F39',
    title: 'ten times the load for 4 s (10 s in full) with 192 MB for objects',
    load: { rate: 20, seconds: 5 },
    rules: { within: 60_000 },
    fault: burst,
    controls: [claimBroken('the deaths of a service without bounds', /out of memory/), lostDocument],
  }),
  worldScenario({
    id: 'F37',
    title: 'SIGTERM twice, SIGTERM while starting, SIGINT',
    load: { rate: 5, seconds: 3 },
    fault: unfriendlyStops,
    controls: [claimBroken('the exit code of a service that ends in its drain', /one drain/)],
  }),
];
