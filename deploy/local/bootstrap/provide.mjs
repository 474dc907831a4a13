#!/usr/bin/env node
// npm run provide: only fetches or builds NATS and MongoDB, for images and laptops that go offline. --json prints what was chosen.
import { command } from './main-loop.mjs';
import { provide } from './prepare.mjs';
import { Progress } from './progress.mjs';
import { realSystem } from './system.mjs';

await command(async () => {
  const json = process.argv.includes('--json');
  const decisions = await provide(realSystem(), new Progress(json ? process.stderr : process.stdout));
  if (json) console.log(JSON.stringify(decisions));
  return 0;
});
