// Binaries that were fetched or built once, per user. A record beside each binary holds its SHA-256, checked before every use.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** @param {import('../types').System} system @param {string} slot */
const slotDir = (system, slot) => join(system.cacheDir, 'nats-server', slot);

/**
 * @param {import('../types').System} system
 * @param {string} slot one per provider and version
 * @returns {string | undefined} the path, when the binary there is still the one that was verified
 */
export const cachedBinary = (system, slot) => {
  const binary = join(slotDir(system, slot), 'nats-server');
  const record = `${binary}.sha256`;
  if (!existsSync(binary) || !existsSync(record)) return undefined;
  return sha256(readFileSync(binary)) === readFileSync(record, 'utf8').trim() ? binary : undefined;
};

/**
 * Puts a verified binary in its slot in one step, so that a cut can never leave half of one.
 * @param {import('../types').System} system
 * @param {string} slot
 * @param {Uint8Array} bytes
 * @returns {string} its path
 */
export const keepBinary = (system, slot, bytes) =>
  inScratch(system, (scratch) => {
    const folder = join(scratch, 'slot');
    mkdirSync(folder);
    writeFileSync(join(folder, 'nats-server'), bytes);
    chmodSync(join(folder, 'nats-server'), 0o755);
    writeFileSync(join(folder, 'nats-server.sha256'), `${sha256(bytes)}\n`);
    rmSync(slotDir(system, slot), { recursive: true, force: true });
    renameSync(folder, slotDir(system, slot));
    return join(slotDir(system, slot), 'nats-server');
  });

/** @type {Set<string>} */
const scratches = new Set();
process.once('exit', () => {
  for (const folder of scratches) rmSync(folder, { recursive: true, force: true });
});

/** @param {import('../types').System} system */
export const makeScratch = (system) => {
  const parent = join(system.cacheDir, 'nats-server');
  mkdirSync(parent, { recursive: true });
  const scratch = mkdtempSync(join(parent, '.new-'));
  scratches.add(scratch);
  return scratch;
};

/** @param {string} scratch */
export const dropScratch = (scratch) => {
  rmSync(scratch, { recursive: true, force: true });
  scratches.delete(scratch);
};

/**
 * @template T
 * @param {import('../types').System} system
 * @param {(scratch: string) => T} work
 * @returns {T}
 */
const inScratch = (system, work) => {
  const scratch = makeScratch(system);
  try {
    return work(scratch);
  } finally {
    dropScratch(scratch);
  }
};
