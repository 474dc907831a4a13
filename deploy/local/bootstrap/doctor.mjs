#!/usr/bin/env node
// npm run doctor: what would be used and what is missing; starts and fetches nothing. Exit code 1 when something is missing.
import { accessSync, constants, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { command } from './main-loop.mjs';
import { decide } from './providers/list.mjs';
import { decisionLine, remedyLines } from './providers/choose.mjs';
import { parseOptions } from './options.mjs';
import { projectRoot, realSystem } from './system.mjs';
import { upToDate } from './install.mjs';

const SPACE_NEEDED = 1024 ** 3;

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** @param {boolean} good @param {string} text */
const tell = (good, text) => {
  console.log(`${good ? 'ok      ' : 'MISSING '} ${text}`);
  return good;
};

const disk = () => {
  accessSync(projectRoot, constants.W_OK);
  const { bavail, bsize } = statfsSync(projectRoot);
  const free = bavail * bsize;
  return tell(free > SPACE_NEEDED, `disk: ${(free / 1024 ** 3).toFixed(1)} GB free${free > SPACE_NEEDED ? '' : ', free at least 1 GB'}`);
};

await command(async () => {
  const { port } = parseOptions(process.argv.slice(2));
  const found = [tell(true, `Node ${process.versions.node}`), disk()];
  tell(true, `packages: ${upToDate(projectRoot) ? 'installed' : 'npm start will install them (npm ci)'}`);
  found.push(
    tell(await isFree(port), `port ${port}${(await isFree(port)) ? '' : ' is in use: stop what uses it, or npm start -- --port NUMBER'}`),
  );
  const { nats, mongo } = await decide(realSystem(), { mayObtain: false });
  for (const decision of [nats, mongo]) {
    const works = decision.choice !== undefined || decision.wouldObtain !== undefined;
    found.push(tell(works, decisionLine(decision)));
    for (const line of works ? [] : remedyLines(decision)) console.log(line);
  }
  return found.every(Boolean) ? 0 : 1;
});
