#!/usr/bin/env node
// npm run budgets: what a person waits for, measured on a suite of its own. On a quiet machine: npm test leaves these out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './children.mjs';
import { command } from './main-loop.mjs';
import { prepare } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { countIn, lastLine } from './results.mjs';
import { startSuite } from './suite.mjs';
import { projectRoot, realSystem } from './system.mjs';

const specs = 'test/journeys/browser/(budgets|fast-feed)\\.spec';

await command(async ({ onStop }) => {
  const progress = new Progress();
  const results = mkdtempSync(join(tmpdir(), 'spil-budgets-'));
  onStop(() => rmSync(results, { recursive: true, force: true }));
  await prepare(realSystem(), progress);
  const dir = join(results, 'suite');
  const suite = await progress.during('start of a suite', () => startSuite(dir, ['--no-evening']));
  onStop(suite.stop);
  const report = join(results, 'budgets.json');
  await run(
    'npm',
    ['run', '-s', 'jest', '--', '--json', `--outputFile=${report}`, '--forceExit', '--runInBand', '--testPathPatterns', specs],
    {
      cwd: projectRoot,
      env: { SPIL_DIR: dir, SPIL_BUDGETS: '1', FORCE_COLOR: '0' },
      onLine: (line) => progress.say(line),
    },
  );
  const count = countIn(report);
  console.log(lastLine(count));
  return count.failed === 0 ? 0 : 1;
});
