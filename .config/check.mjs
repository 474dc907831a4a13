// The fast truth: format, types, lint with walls, generated files, unit tests. Each step's time is printed; the first failure does not hide the others.
import { spawn } from 'node:child_process';

/** @type {[string, string, string[]][]} */
const steps = [
  // Nx builds the project graph first: without it the wall between projects is silently skipped.
  ['graph', 'npx', ['nx', 'show', 'projects']],
  // The longest first: the others have their time beside it. Two workers, because alone Jest takes one of two cores.
  [
    'unit tests',
    'npm',
    [
      'run',
      '-s',
      'jest',
      '--',
      '--testPathIgnorePatterns',
      '\\.int\\.spec\\.',
      '/test/journeys/',
      '/node_modules/',
      '/dist/',
      '--silent',
      '--maxWorkers=2',
      ...jsonTo('unit'),
    ],
  ],
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['types', 'npx', ['tsc', '-p', '.config/tsconfig.check.json']],
  ['types of the console', 'npx', ['tsc', '--noEmit', '-p', 'services/console/tsconfig.json']],
  [
    'lint',
    'npx',
    ['eslint', '--config', '.config/eslint.config.mjs', '--max-warnings', '0', '--cache', '--cache-location', 'dist/.eslintcache', '.'],
  ],
  ['generated files', 'npm', ['run', '-s', 'generate', '--', '--check']],
];

/** @param {string} name */
function jsonTo(name) {
  return process.env.SPIL_RESULTS ? ['--json', `--outputFile=${process.env.SPIL_RESULTS}/${name}.json`] : [];
}

/**
 * Runs one step; its output is shown only when it fails.
 * @param {[string, string, string[]]} step
 * @returns {Promise<boolean>}
 */
function run([name, command, args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      if (code !== 0) console.log(output.trimEnd());
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      resolve(code === 0);
    });
  });
}

const [graph, ...rest] = steps;
const results = graph ? [await run(graph)] : [];
// Two cores: two steps at a time.
const queue = [...rest];
await Promise.all(
  [0, 1].map(async () => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await run(step));
  }),
);
process.exitCode = results.every(Boolean) ? 0 : 1;
