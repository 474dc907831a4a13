import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, versionIn } from '../versions.mjs';
import { cachedBinary, dropScratch, keepBinary, makeScratch } from './cache.mjs';
import { COMMAND_MS, FETCH_MS } from './limits.mjs';

const VERSION = '2.15.2';
const SLOT = `go-${VERSION}`;
/** Older Go fetches the newer tool chain by itself from here on. */
const GO_MINIMUM = '1.21.0';
const remedy = { debian: 'sudo apt-get install golang-go (Debian 12: add -t bookworm-backports)', macos: 'brew install go' };

/** @param {string} path @returns {import('../types').Choice} */
const choice = (path) => ({
  provider: 'nats-go',
  kind: 'binary',
  target: path,
  version: VERSION,
  title: `nats-server ${VERSION} built with Go`,
});

/** @param {string} line of `go install -v`: a module being fetched, or a package being compiled */
const doing = (line) =>
  line.startsWith('go: downloading') ? `fetching ${line.split(' ')[2] ?? 'sources'}` : `compiling ${line.slice(0, 60)}`;

/** Built from its source; the Go checksum database vouches for every module. @type {import('../types').Provider} */
export const natsGo = {
  id: 'nats-go',
  title: 'Go tool chain',
  fetches: true,
  async probe(system) {
    const cached = cachedBinary(system, SLOT);
    if (cached) return { state: 'ready', choice: choice(cached) };
    if (!system.which('go')) return { state: 'refused', why: 'go is not installed', remedy };
    const version = versionIn((await system.run('go', ['version'], { timeoutMs: COMMAND_MS })).output);
    if (!version || !atLeast(version, GO_MINIMUM))
      return { state: 'refused', why: `go ${version ?? ''} is older than ${GO_MINIMUM}`, remedy };
    return { state: 'obtainable', title: `nats-server ${VERSION} (to be built with Go, about 90 s once)` };
  },
  async obtain(system, report) {
    report(`building nats-server ${VERSION} with Go (about 90 s, once)`);
    const scratch = makeScratch(system);
    try {
      const built = await system.run('go', ['install', '-v', `github.com/nats-io/nats-server/v2@v${VERSION}`], {
        cwd: scratch,
        timeoutMs: FETCH_MS,
        env: { GOBIN: scratch, GOFLAGS: '', CGO_ENABLED: '0' },
        onLine: (line) => report(`building nats-server: ${doing(line)}`),
      });
      if (built.code !== 0) throw new Error(built.output.trim().split('\n').at(-1) ?? 'go install failed');
      return choice(keepBinary(system, SLOT, readFileSync(join(scratch, 'nats-server'))));
    } finally {
      dropScratch(scratch);
    }
  },
};
