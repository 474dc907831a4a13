import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Proxy } from './proxy';
import { comes } from './wait';

describe('the proxy', () => {
  let echo: Server;
  let proxy: Proxy;
  let client: Socket;
  let got = '';
  let closed = false;

  beforeEach(async () => {
    got = '';
    closed = false;
    echo = createServer((socket) => {
      socket.on('data', (chunk) => socket.write(chunk));
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    proxy = await Proxy.to((echo.address() as AddressInfo).port);
    client = connect({ host: '127.0.0.1', port: proxy.port });
    client.on('data', (chunk) => (got += chunk.toString()));
    client.on('close', () => (closed = true));
    client.on('error', () => undefined);
    await comes(() => proxy.connections === 1, 2_000);
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    await new Promise<void>((resolve) => echo.close(() => resolve()));
  });
  const comesBack = (text: string): Promise<boolean> => comes(() => got.includes(text), 2_000);

  it('passes both ways and counts the bytes', async () => {
    client.write('hello');
    expect(await comesBack('hello')).toBe(true);
    expect(proxy.passed).toEqual({ up: 5, down: 5 });
  });

  it('delays', async () => {
    proxy.weather = { delay: 150 };
    const began = Date.now();
    client.write('late');
    expect(await comesBack('late')).toBe(true);
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
  });

  it('swallows one direction, both, and neither afterwards', async () => {
    proxy.weather = { swallow: 'down' };
    client.write('gone');
    await comes(() => proxy.swallowed.down === 4, 2_000);
    proxy.weather = { blackHole: true };
    client.write('lost');
    await comes(() => proxy.swallowed.up === 4, 2_000);
    proxy.weather = {};
    client.write('here');
    expect(await comesBack('here')).toBe(true);
    expect(got).toBe('here');
  });

  it('turns one bit of one byte over, once', async () => {
    proxy.weather = { corrupt: { nth: 1, way: 'up' } };
    client.write('abc');
    expect(await comesBack('acc')).toBe(true);
    client.write('def');
    expect(await comesBack('def')).toBe(true);
  });

  it('cuts, also at a word, and refuses', async () => {
    const cut = proxy.cutWhen((way, chunk) => way === 'up' && chunk.includes('now'));
    client.write('now');
    await cut;
    expect(await comes(() => closed, 2_000)).toBe(true);
    expect(got).toBe('');
    proxy.weather = { refuse: true };
    let refused = false;
    const second = connect({ host: '127.0.0.1', port: proxy.port });
    second.on('error', () => undefined);
    second.on('close', () => (refused = true));
    expect(await comes(() => refused, 2_000)).toBe(true);
  });
});
