import { FETCH_MS } from './limits.mjs';
import { sha256 } from './cache.mjs';

/**
 * Fetches a file and refuses it unless it is the one we pinned.
 * @param {import('../types').System} system
 * @param {{ url: string, sha256: string, name: string }} file
 * @param {import('../types').Report} report
 * @returns {Promise<Buffer>}
 */
export const download = async (system, file, report) => {
  report(`fetching ${file.name}`);
  const answer = await system.fetch(file.url, { timeoutMs: FETCH_MS });
  if (!answer.ok || answer.body === null) throw new Error(`the server answered ${answer.status}`);
  const total = Number(answer.headers.get('content-length') ?? 0);
  /** @type {Uint8Array[]} */
  const parts = [];
  let have = 0;
  for await (const part of answer.body) {
    parts.push(part);
    have += part.length;
    if (total > 0) report(`fetching ${file.name}, ${Math.round((100 * have) / total)} %`);
  }
  const bytes = Buffer.concat(parts);
  const found = sha256(bytes);
  if (found !== file.sha256)
    throw new Error(`${file.name} is not the file we know (SHA-256 ${found.slice(0, 12)}…), so it was thrown away`);
  return bytes;
};
