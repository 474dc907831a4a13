import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { choices } from '@spil/testing';
import { check, findingsOf } from './checker/check';
import { readHistory } from './history';
import { optionsOf, usage, type FaultOptions } from './options';
import { htmlOf } from './report/html';
import { tableOf } from './report/table';
import { runScenario, type Result } from './runner';
import { scenarios } from './scenarios';
import { stopWorld } from './world/run';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function list(): number {
  for (const { id, title, on, short, controls } of scenarios) {
    console.log(`${id.padEnd(4)} ${on.padEnd(8)}${short ? 'short ' : '      '}${title}`);
    for (const { what, notices } of controls) console.log(`${' '.repeat(19)}control: ${what} → ${notices.join(' ')}`);
  }
  return 0;
}

/** The same judgement over a kept history: nothing of the run is needed. */
function replay(file: string): number {
  const verdicts = check(readHistory(file));
  for (const { invariant, checked, findings, figure } of verdicts) {
    console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${invariant}  ${checked} looked at${figure ? `  ${figure}` : ''}`);
    for (const { what } of findings) console.log(`         ${what}`);
  }
  return findingsOf(verdicts).length === 0 ? 0 : 1;
}

/** Runs them one after the other; `done` hears of each, so that a run that is cut off leaves what it found. */
async function runAll(options: FaultOptions, done: (results: readonly Result[]) => void): Promise<Result[]> {
  const chosen = scenarios.filter(({ id, short }) => options.ids.includes(id) && (!options.short || short));
  const results: Result[] = [];
  for (let seed = options.seed; seed < options.seed + options.seeds; seed++) {
    for (const scenario of chosen) {
      say(`${scenario.id} seed ${seed}: ${scenario.title}`);
      const { out, minutes, full, controls } = options;
      const result = await runScenario(scenario, seed, { out, minutes, full, controls, say });
      say(`${result.skipped.length > 0 ? 'SKIPPED' : result.passed ? 'pass' : 'FAIL'} ${scenario.id} (${result.seconds} s)`);
      results.push(result);
      done(results);
    }
  }
  await stopWorld();
  return results;
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes('--help')) {
    console.log(usage);
    return args.length === 0 ? 2 : 0;
  }
  if (args[0] === 'list') return list();
  const options = optionsOf(
    args,
    scenarios.map(({ id }) => id),
  );
  if (options.replay !== undefined) return replay(options.replay);
  mkdirSync(options.out, { recursive: true });
  const { nats, mongo } = await choices();
  const machine = {
    when: new Date().toISOString(),
    node: process.versions.node,
    cores: cpus().length,
    nats: nats.title,
    mongo: mongo.title,
  };
  const page = join(options.out, 'report.html');
  const results = await runAll(options, (soFar) => {
    writeFileSync(page, htmlOf(soFar, machine));
    writeFileSync(join(options.out, 'results.json'), `${JSON.stringify({ machine, results: soFar }, null, 2)}\n`);
  });
  const skipped = results.filter((result) => result.skipped.length > 0).length;
  const passed = results.filter((result) => result.passed && result.skipped.length === 0).length;
  console.log(`${tableOf(results)}\n\nreport: ${page}`);
  console.log(`${passed} passed, ${results.length - passed - skipped} failed, ${skipped} skipped`);
  return results.every((result) => result.passed) ? 0 : 1;
}

// Programs under test are ended when this one exits; a signal must lead there too.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(2);
  },
);
