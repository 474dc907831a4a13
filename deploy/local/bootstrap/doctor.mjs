#!/usr/bin/env node
// npm run doctor: before the first start, what would be used and what is missing; after it, what is wrong with the suite and what to
// do about each finding. Fetches nothing. Exit code 1 when something is missing or wrong. Options: --json, --accept, --help
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { command } from './main-loop.mjs';
import { decide } from './providers/list.mjs';
import { decisionLine, remedyLines } from './providers/choose.mjs';
import { parseOptions } from './options.mjs';
import { projectRoot, realSystem, stateDir } from './system.mjs';
import { upToDate } from './install.mjs';
import { takeLock } from './lock.mjs';

const SPACE_NEEDED = 1024 ** 3;
const help = `npm run doctor [-- options]
Looks at this machine, and at the suite in .spil (or SPIL_DIR) whether it runs or not: versions, streams and their settings,
permissions, indexes, clocks, disk, backlog, dead letters, and every message of seven days against the databases. Changes nothing.

  --json     findings as JSON
  --accept   somebody has looked at events that were taken out of outboxes: they are no longer told
  --port N   the port that npm start would use`;

/** @typedef {import('./types').Finding} Finding */

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** @param {boolean} good @param {string} check @param {string} says @param {string} remedy @returns {Finding} */
const finding = (good, check, says, remedy) => (good ? { check, kind: 'ok', says } : { check, kind: 'fault', says, remedy });

const disk = () => {
  accessSync(projectRoot, constants.W_OK);
  const { bavail, bsize } = statfsSync(projectRoot);
  const free = bavail * bsize;
  return finding(free > SPACE_NEEDED, 'disk', `${(free / 1024 ** 3).toFixed(1)} GB free`, 'free at least 1 GB');
};

/** @param {import('./types').Decision} decision @returns {Finding} */
const provider = (decision) => {
  const works = decision.choice !== undefined || decision.wouldObtain !== undefined;
  return finding(works, decision.service, decisionLine(decision), remedyLines(decision).join('\n'));
};

/** @param {number} port @param {import('./types').Decisions} decisions @param {boolean} runs */
const machine = async (port, { nats, mongo }, runs) => [
  finding(true, 'Node', process.versions.node, ''),
  disk(),
  finding(true, 'packages', upToDate(projectRoot) ? 'installed' : 'npm start will install them (npm ci)', ''),
  ...(runs ? [] : [finding(await isFree(port), 'port', `${port}`, 'stop what uses it, or npm start -- --port NUMBER')]),
  provider(nats),
  provider(mongo),
];

/** @returns {Promise<import('./types').DoctorOfSuite | undefined>} the built part; absent before the first start */
const suiteDoctor = async () => {
  const bundle = join(projectRoot, 'dist', 'deploy', 'local', 'tools', 'doctor.js');
  return upToDate(projectRoot) && existsSync(bundle) ? import(pathToFileURL(bundle).href) : undefined;
};

/** @param {string} dir @param {import('./types').Decisions} decisions @returns {Promise<Finding[]>} */
const suite = async (dir, { nats, mongo }) => {
  const built = await suiteDoctor();
  if (!existsSync(join(dir, 'secrets.json'))) return [{ check: 'suite', kind: 'note', says: 'no suite has run here yet' }];
  if (!built) return [{ check: 'suite', kind: 'note', says: 'not looked at: npm start builds what it needs' }];
  if (existsSync(join(dir, 'ready.json'))) return (await built.doctor(dir, process.env)) ?? [];
  if (!nats.choice || !mongo.choice) return [{ check: 'suite', kind: 'note', says: 'not looked at: there is no server to start for it' }];
  const giveBack = takeLock(join(dir, 'lock'));
  try {
    return (await built.doctorOfStopped({ root: projectRoot, dir, nats: nats.choice, mongo: mongo.choice }, process.env)) ?? [];
  } finally {
    giveBack();
  }
};

/** @param {Finding} finding */
const line = ({ check, kind, says, remedy }) => {
  const word = { ok: 'ok', note: 'note', fault: 'FAULT' }[kind];
  return `${word.padEnd(6)}${check.padEnd(15)}${says}${remedy ? `\n${' '.repeat(21)}→ ${remedy.split('\n').join(`\n${' '.repeat(23)}`)}` : ''}`;
};

await command(async () => {
  const args = process.argv.slice(2);
  const own = ['--json', '--accept', '--help'];
  if (args.includes('--help')) return (console.log(help), 0);
  const { port } = parseOptions(args.filter((arg) => !own.includes(arg)));
  const dir = stateDir();
  if (args.includes('--accept')) {
    const built = await suiteDoctor();
    if (built) console.log(`${await built.accept(dir, process.env)} documents: what was taken out of their outboxes is no longer told`);
  }
  const decisions = await decide(realSystem(), { mayObtain: false });
  const findings = [...(await machine(port, decisions, existsSync(join(dir, 'ready.json')))), ...(await suite(dir, decisions))];
  if (args.includes('--json')) console.log(JSON.stringify(findings, null, 2));
  else for (const one of findings) console.log(line(one));
  return findings.some(({ kind }) => kind === 'fault') ? 1 : 0;
});
