#!/usr/bin/env node
// npm start: from a fresh clone to a running suite, in one command. Options: npm start -- --help
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command } from './main-loop.mjs';
import { prepare } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { projectRoot, realSystem, stateDir } from './system.mjs';
import { helpText, parseOptions } from './options.mjs';
import { takeLock } from './lock.mjs';

await command(async ({ onStop, signal }) => {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(helpText);
    return 0;
  }
  const dir = stateDir();
  onStop(takeLock(join(dir, 'lock')));
  const progress = new Progress();
  const decisions = await prepare(realSystem(), progress);
  const bundle = join(projectRoot, 'dist', 'deploy', 'local', 'main.js');
  if (!existsSync(bundle)) throw new Error(`the build did not make ${bundle}`);
  /** @type {{ launch: import('./types').Launch }} */
  const { launch } = await import(pathToFileURL(bundle).href);
  return launch({ root: projectRoot, dir, options, decisions, progress, onStop, signal });
});
