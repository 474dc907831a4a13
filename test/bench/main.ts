import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { connect } from '@nats-io/transport-node';
import { projectRoot, startNats, type RunningNats } from '@spil/testing';
import { buildContenders, installHorizon, machineOf, pinned } from './machine';
import { optionsOf, type BenchOptions, type Scenario } from './options';
import { linesOf, tableOf, targetsOf, verdictOf, type Line, type Peer, type Run, type Target } from './report';
import { runOne, type Place } from './run-one';

const peers: Peer[] = ['spil', 'bare', 'L1', 'L2', 'N', 'H'];
const titles: Record<Scenario, string> = {
  B1: 'publish, message id, file R1, every acknowledgement checked',
  B3: 'publish → durable → handler → acknowledgement, one process',
};
const say = (line: string): void => void process.stderr.write(`${line}\n`);

interface Outcome {
  scenario: Scenario;
  lines: Line[];
  targets: Target[];
  runs: Run[];
}

async function bench(scenario: Scenario, place: Place, url: string, options: BenchOptions): Promise<Outcome> {
  const runs: Run[] = [];
  for (let round = 1; round <= options.rounds; round++) {
    // Interleaved, and each round begins with another peer: what the machine does besides hits all alike.
    for (let i = 0; i < peers.length; i++) {
      const contender = peers[(i + round) % peers.length] as Peer;
      const plan = { contender, scenario, url, messages: options.messages[scenario], warmUp: options.warmUp, window: 256 };
      const run = await runOne(plan, place);
      say(
        `${scenario} round ${round}/${options.rounds} ${contender.padEnd(4)} ${Math.round((run.messages * 1_000) / run.ms)} msg/s${run.void ? ` VOID: ${run.void}` : ''}`,
      );
      runs.push(run);
    }
  }
  const lines = linesOf(runs, peers);
  return { scenario, lines, targets: targetsOf(scenario, lines, options.smoke), runs };
}

async function placeOn(nats: RunningNats, root: string): Promise<Place> {
  const [contender, horizon] = await Promise.all([buildContenders(root), installHorizon(root, say)]);
  const admin = await connect({ servers: nats.url, noAsyncTraces: true });
  const programs = { spil: contender, bare: contender, L1: contender, L2: contender, N: contender, H: horizon };
  return { admin, serverPid: nats.pid, pin: await pinned(nats.pid), programs };
}

function print({ scenario, lines, targets }: Outcome): void {
  console.log(`\n${scenario}: ${titles[scenario]}\n${tableOf(lines)}\n${targets.map(verdictOf).join('\n')}`);
}

async function main(): Promise<number> {
  const options = optionsOf(process.argv.slice(2));
  const nats = await startNats();
  const place = await placeOn(nats, projectRoot());
  const machine = {
    ...machineOf(),
    server: nats.title,
    sync: 'default (2 min)',
    pinned: place.pin.length > 0,
    loadBefore: loadavg()[0] ?? 0,
  };
  const outcomes: Outcome[] = [];
  try {
    for (const scenario of options.scenarios) outcomes.push(await bench(scenario, place, nats.url, options));
  } finally {
    await place.admin.close();
    await nats.stop();
  }
  const { cores, model, node, server, sync, pinned: pins, loadBefore } = machine;
  console.log(
    `${server}, sync ${sync}; Node ${node}; ${cores} × ${model}; ${pins ? 'server on core 0, client on core 1' : 'not pinned'}; ${options.rounds} rounds; load of the machine before: ${loadBefore.toFixed(1)}`,
  );
  outcomes.forEach(print);
  console.log('\n* H answers emit() before the broker has: a refused publish is lost without a word.');
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ machine, options, outcomes }, null, 2)}\n`);
  const invalid = outcomes.some(({ lines }) => lines.some((line) => line.void.length > 0 && line.peer !== 'N'));
  const missed = options.smoke && outcomes.some(({ targets }) => targets.some(({ reached }) => !reached));
  return invalid || missed ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 2;
});
