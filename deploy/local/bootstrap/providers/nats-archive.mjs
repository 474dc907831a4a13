import { fileInTarGz } from './archives.mjs';
import { cachedBinary, keepBinary } from './cache.mjs';
import { download } from './download.mjs';
import { REACH_MS } from './limits.mjs';

const VERSION = '2.14.5';
/** SHA-256 of the official release archives, as the project publishes them beside each release. @type {Readonly<Record<string, string>>} */
const PINNED = {
  'linux-amd64': '5e3b603d47c447bda1f77f9ac16dbf91c90aac4ff3681f8fbbc7201e4ed99355',
  'linux-arm64': '673a98d3faa79dde3f9ebf16d6dfac36a5f694e7ad2015e4954dd7939c85cd4c',
  'darwin-amd64': 'f95c98d6b6ed2b63c5681b46b092c9585c99767d547cf495730c329234625e96',
  'darwin-arm64': 'ddd907854d9a2de834af133fa396915fe6442fe6d8909ae31390d1ea7a0fea50',
};
const SLOT = `release-${VERSION}`;

/** @param {import('../types').System} system */
const archiveFor = (system) => {
  const target = `${system.platform}-${system.arch === 'x64' ? 'amd64' : system.arch}`;
  const name = `nats-server-v${VERSION}-${target}.tar.gz`;
  const hash = PINNED[target];
  return hash ? { name, sha256: hash, url: `https://github.com/nats-io/nats-server/releases/download/v${VERSION}/${name}` } : undefined;
};

/** @param {string} path @returns {import('../types').Choice} */
const choice = (path) => ({
  provider: 'nats-archive',
  kind: 'binary',
  target: path,
  version: VERSION,
  title: `official nats-server ${VERSION}`,
});

/** The official build, checked against a pinned hash. @type {import('../types').Provider} */
export const natsArchive = {
  id: 'nats-archive',
  title: 'official release archive',
  fetches: true,
  async probe(system) {
    const cached = cachedBinary(system, SLOT);
    if (cached) return { state: 'ready', choice: choice(cached) };
    const archive = archiveFor(system);
    if (!archive) return { state: 'refused', why: `there is none for ${system.platform} on ${system.arch}` };
    const answer = await system.fetch(archive.url, { method: 'HEAD', timeoutMs: REACH_MS });
    await answer.body?.cancel();
    if (!answer.ok) return { state: 'refused', why: `the server answered ${answer.status}` };
    return { state: 'obtainable', title: `official nats-server ${VERSION} (to be fetched)` };
  },
  async obtain(system, report) {
    const archive = archiveFor(system);
    if (!archive) throw new Error('there is none for this machine');
    const bytes = await download(system, archive, report);
    const binary = fileInTarGz(bytes, (name) => name.endsWith('/nats-server'));
    if (!binary) throw new Error(`no nats-server inside ${archive.name}`);
    return choice(keepBinary(system, SLOT, binary));
  },
};
