import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.yaml': 'application/yaml; charset=utf-8',
};
const worthCompressing = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.webmanifest', '.txt', '.yaml']);

interface StoredFile {
  body: Buffer;
  br?: Buffer;
  gzip?: Buffer;
  type: string;
  etag: string;
  immutable: boolean;
}

/** A folder of built files in memory, compressed once. A path that is not one of them does not exist: nothing is looked up on the disk. */
export class Files {
  private readonly files = new Map<string, StoredFile>();

  constructor(folder: string, only: (path: string) => boolean = () => true) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(folder, file).split(sep).join('/')}`;
      if (!only(path) || /\.(map|br)$/.test(path)) continue;
      // What the build squeezed with all its time is better than what we can at start.
      const squeezed = existsSync(`${file}.br`) ? readFileSync(`${file}.br`) : undefined;
      this.files.set(path, stored(path, readFileSync(file), squeezed));
    }
  }

  has = (path: string): boolean => this.files.has(path);

  /** Puts a made file among the others. */
  put(path: string, text: string): void {
    this.files.set(path, stored(path, Buffer.from(text)));
  }

  /** Sends a file: hashed names for a year, everything else asked again each time. */
  send(request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
    const file = this.files.get(path) as StoredFile;
    void reply
      .header('content-type', file.type)
      .header('etag', file.etag)
      .header('vary', 'accept-encoding')
      .header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
    const accepts = String(request.headers['accept-encoding'] ?? '');
    if (file.br && /\bbr\b/.test(accepts)) return reply.header('content-encoding', 'br').send(file.br);
    if (file.gzip && /\bgzip\b/.test(accepts)) return reply.header('content-encoding', 'gzip').send(file.gzip);
    return reply.send(file.body);
  }
}

function stored(path: string, body: Buffer, squeezed?: Buffer): StoredFile {
  const extension = extname(path);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const file: StoredFile = {
    body,
    type: types[extension] ?? 'application/octet-stream',
    etag,
    immutable: /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.\w+$/.test(path),
  };
  if (!worthCompressing.has(extension) || body.length < 1_024) return file;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
  return { ...file, br: squeezed ?? brotliCompressSync(body, quality), gzip: gzipSync(body) };
}
