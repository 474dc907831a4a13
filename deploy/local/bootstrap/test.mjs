#!/usr/bin/env node
// npm test: everything that checks the project, on a fresh clone too. Starts and stops what it needs. Options: names of stages (check, integration, journeys, faults).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from './main-loop.mjs';
import { prepare } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { countIn, countOfLine, countSteps, lastLine, slowestIn, sum } from './results.mjs';
import { projectRoot, realSystem } from './system.mjs';
import { run } from './children.mjs';
import { startSuite } from './suite.mjs';

/** @typedef {import('./results.mjs').Count} Count */
/** @typedef {{ results: string, progress: Progress, env: Record<string, string>, onStop: (work: () => Promise<void>) => void }} Context */

/** @param {string} name @param {Count} count @param {string} output @param {Progress} progress */
const tell = (name, count, output, progress) => {
  if (count.failed > 0) progress.say(output.trimEnd());
  progress.say(`${count.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${lastLine(count)}`);
  return count;
};

/** @param {string} name @param {readonly string[]} args of Jest @param {Context} context @returns {Promise<Count>} */
const jest = (name, args, { results, progress, env }) =>
  progress.during(name, async (report) => {
    const report_ = join(results, `${name}.json`);
    let files = 0;
    const { output } = await run('npm', ['run', '-s', 'jest', '--', '--json', `--outputFile=${report_}`, '--forceExit', ...args], {
      cwd: projectRoot,
      env: { ...env, FORCE_COLOR: '0' },
      onLine: (line) => {
        if (/^(PASS|FAIL) /.test(line)) report(`${name}: ${(files += 1)} files, last ${line.slice(5, 70)}`);
      },
    });
    const count = tell(name, countIn(report_), output, progress);
    progress.say(`  slowest: ${slowestIn(report_, projectRoot).join(', ')}`);
    return count;
  });

/** @typedef {{ name: string, dir: string, suite?: Awaited<ReturnType<typeof startSuite>>, failure?: unknown }} Started */

/** @param {string} name @param {Context} context @returns {Promise<Started>} */
const startedFor = async (name, { results, progress, onStop }) => {
  const dir = join(results, `${name}-suite`);
  try {
    const suite = await progress.during(`start of a suite for the ${name}`, () => startSuite(dir, ['--no-evening'], quickRules));
    onStop(suite.stop);
    return { name, dir, suite };
  } catch (failure) {
    return { name, dir, failure };
  }
};

/** @param {Started} started @param {readonly string[]} args of Jest @param {Context} context @returns {Promise<Count>} */
const journeysOn = async ({ name, dir, suite, failure }, args, context) => {
  if (!suite) return tell(name, { passed: 0, failed: 1, skipped: 0 }, String(failure), context.progress);
  const count = await jest(name, [...args, '--runInBand'], { ...context, env: { ...context.env, SPIL_DIR: dir } });
  await suite.stop();
  return count;
};

// Alarms of production wait minutes; a journey waits for seconds.
const quickRules = { SPIL_RULES_PERCENT: '5' };

/** @type {Record<string, (context: Context) => Promise<Count>>} */
const stages = {
  check: ({ results, progress, env }) =>
    progress.during('check', async (report) => {
      const { output } = await run(process.execPath, ['.config/check.mjs'], {
        cwd: projectRoot,
        env: { ...env, SPIL_RESULTS: results },
        onLine: (line) => report(`check: ${line.slice(0, 60)}`),
      });
      return tell('check', sum([countSteps(output), countIn(join(results, 'unit.json'))]), output, progress);
    }),
  integration: (context) =>
    jest(
      'integration',
      // They wait for brokers and databases most of the time: one worker leaves two cores half idle.
      [
        '--maxWorkers=2',
        '--testPathPatterns',
        '\\.int\\.spec\\.',
        '--testPathIgnorePatterns',
        '/test/journeys/',
        '/node_modules/',
        '/dist/',
      ],
      context,
    ),
  journeys: async (context) => {
    const spoilt = '/test/journeys/own-suite/';
    const [common, own] = await Promise.all([startedFor('journeys', context), startedFor('journeys that break their suite', context)]);
    return sum(
      await Promise.all([
        journeysOn(
          common,
          ['--testPathPatterns', '/test/journeys/', '--testPathIgnorePatterns', spoilt, '/node_modules/', '/dist/'],
          context,
        ),
        // They wait for alarms and for what is down, or replay at a pace that leaves room.
        journeysOn(own, ['--testPathPatterns', spoilt], context),
      ]),
    );
  },
  // A few faults against a small bench and a suite of its own; all of them: npm run faults -- all.
  faults: ({ results, progress, env }) =>
    progress.during('faults', async (report) => {
      const { output } = await run('npm', ['run', '-s', 'faults', '--', '--short', '--out', join(results, 'faults')], {
        cwd: projectRoot,
        env: { ...env, FORCE_COLOR: '0' },
        onLine: (line) => report(`faults: ${line.slice(0, 70)}`),
      });
      return tell('faults', countOfLine(output), output, progress);
    }),
};

await command(async ({ onStop, signal }) => {
  const wanted = process.argv.slice(2).filter((name) => name in stages);
  const progress = new Progress();
  const results = mkdtempSync(join(tmpdir(), 'spil-test-'));
  onStop(() => rmSync(results, { recursive: true, force: true }));
  const { nats } = await prepare(realSystem(), progress);
  const server = nats.choice?.kind === 'binary' ? { NATS_SERVER_BIN: nats.choice.target } : {};
  /** @type {Count[]} */
  const counts = [];
  for (const [name, stage] of Object.entries(stages)) {
    if (signal.aborted || (wanted.length > 0 && !wanted.includes(name))) continue;
    counts.push(await stage({ results, progress, env: { ...server }, onStop }));
  }
  const total = sum(counts);
  console.log(lastLine(total));
  return total.failed === 0 ? 0 : 1;
});
