import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { followContact } from '@spil/contracts';
import { askFollowed, followPath } from './ask-followed';

const key = { zone: 'amow', code: followContact.sample.request.followCode };
const anytime = new AbortController().signal;
const browserFetch = globalThis.fetch;
let server: Server;
let status: number;
let asked: { url?: string | undefined; body: string };

beforeEach(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked = { url: request.url, body };
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(followContact.sample.answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // As in a page: an address without a host is the page's own.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (path, init) => browserFetch(new URL(String(path), origin), init);
});
afterEach(() => {
  globalThis.fetch = browserFetch;
  server.close();
  server.closeAllConnections();
});

describe('asking what became of a question', () => {
  it('uses the address of the contract, with the code in the body alone', async () => {
    status = 200;
    expect(await askFollowed(key, anytime)).toEqual(followContact.sample.answer);
    expect(followPath('amow')).toBe(followContact.http?.path.replace(':zone', 'amow'));
    expect(asked).toEqual({ url: followPath('amow'), body: JSON.stringify({ followCode: key.code }) });
  });

  it.each([
    [404, 'broken'],
    [400, 'broken'],
    [429, 'busy'],
    [503, 'busy'],
  ] as const)('answered with %d says %s', async (answer, outcome) => {
    status = answer;
    expect(await askFollowed(key, anytime)).toBe(outcome);
  });

  it('says that there is no network when nothing answers', async () => {
    server.close();
    server.closeAllConnections();
    expect(await askFollowed(key, anytime)).toBe('network');
  });
});
