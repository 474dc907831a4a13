import { loadavg } from 'node:os';
import { projectRoot } from '@spil/testing';
import { Bench } from './bench';
import { machineOf } from './machine';
import { optionsOf, type CommandLine } from './options';
import { reachedInSmoke, type Shown } from './outcome';
import { keepRun, openLast } from './report/keep';
import { outcomeText } from './report/text';
import { scenarios } from './scenarios';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function runAll(bench: Bench, ids: readonly string[]): Promise<Shown[]> {
  const outcomes: Shown[] = [];
  for (const id of ids) {
    const scenario = scenarios.find((one) => one.id === id);
    if (!scenario) continue;
    const began = performance.now();
    bench.servers.clear();
    const outcome: Shown = { ...(await scenario.run(bench)), on: [machineLine(), ...bench.servers] };
    say(`${id} took ${Math.round((performance.now() - began) / 1_000)} s`);
    // At once: a run that is cut short has shown what it found.
    console.log(outcomeText(outcome));
    outcomes.push(outcome);
  }
  return outcomes;
}

function machineLine(): string {
  const { cores, model, node } = machineOf();
  return `Node ${node}; ${cores} × ${model}`;
}

const linesOf = (outcomes: readonly Shown[], load: number): string[] => [
  ...new Set([machineLine(), ...outcomes.flatMap(({ on }) => on)]),
  `load of the machine before: ${load.toFixed(1)}, after: ${(loadavg()[0] ?? 0).toFixed(1)}`,
];

async function measure(options: CommandLine): Promise<number> {
  const bench = new Bench(projectRoot(), options, say);
  const load = loadavg()[0] ?? 0;
  // Ctrl-C must not leave servers behind.
  process.once('SIGINT', () => void bench.close().finally(() => process.exit(130)));
  let outcomes: Shown[];
  try {
    outcomes = await runAll(bench, options.scenarios);
  } finally {
    await bench.close();
  }
  const lines = linesOf(outcomes, load);
  console.log(`\n${lines.join('\n')}`);
  const { scenarios: ids, json, ...rest } = options;
  const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`;
  const facts = { at: new Date().toISOString(), command, lines };
  const page = keepRun(bench.root, { facts, machine: { ...machineOf(), load }, options: { ids, ...rest }, outcomes }, json);
  console.log(`\nReport with plots: ${page}  (npm run bench -- report opens the last)`);
  const missed = options.smoke && outcomes.some(({ targets }) => !targets.every(reachedInSmoke));
  return outcomes.some(({ invalid }) => invalid.length > 0) || missed ? 1 : 0;
}

async function main(args: readonly string[]): Promise<number> {
  if (args[0] !== 'report')
    return measure(
      optionsOf(
        args,
        scenarios.map(({ id }) => id),
      ),
    );
  console.log(await openLast(projectRoot()));
  return 0;
}

const code = await main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  return 2;
});
// A scenario that failed half-way may have left a connection open; its servers end with this process.
process.exit(code);
