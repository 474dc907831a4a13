import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SseWire } from './sse-wire';

describe('a browser’s open response', () => {
  let server: Server;
  let browser: Socket;
  let heard: string;
  let wire: SseWire;
  let socket: Socket;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
    browser = connect((server.address() as AddressInfo).port, '127.0.0.1');
    heard = '';
    browser.setEncoding('utf8').on('data', (text: string) => (heard += text));
    browser.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = await asked;
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    socket = response.socket as Socket;
    wire = new SseWire(response, socket, 1_000);
  });
  afterEach(() => {
    browser.destroy();
    server.close();
  });
  const body = (): string => heard.slice(heard.indexOf('\r\n\r\n') + 4);

  it('has its headers first, then what was written, and ends with its connection', async () => {
    const closed = once(browser, 'close');
    wire.write('data: één\n\n');
    wire.write('data: two\n\n');
    wire.end();
    wire.write('data: too late\n\n');
    await closed;
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(heard).toMatch(/\r\nconnection: close\r\n/i);
    expect(heard).not.toMatch(/transfer-encoding|content-length/i);
    expect(body()).toBe('data: één\n\ndata: two\n\n');
  });

  it('sends what is written in one turn together while it gathers, in order with the rest', async () => {
    const closed = once(browser, 'close');
    wire.write('1');
    wire.gather(true);
    for (const text of ['2', '3', '4']) wire.write(text);
    expect(socket.writableCorked).toBe(1);
    wire.gather(false);
    wire.write('5');
    await new Promise((resolve) => setImmediate(resolve));
    expect(socket.writableCorked).toBe(0);
    wire.write('6');
    wire.end();
    await closed;
    expect(body()).toBe('123456');
  });

  it('counts what waits for a browser that does not read, and says when there is room again', async () => {
    browser.pause();
    const chunk = 'x'.repeat(100_000);
    while (wire.waiting < 1_000_000) wire.write(chunk);
    expect(await wire.drained(100)).toBe(false);
    const room = wire.drained(10_000);
    browser.resume();
    expect(await room).toBe(true);
    expect(wire.waiting).toBeLessThanOrEqual(500);
  });

  it('takes what is written after a cut, and nothing of it leaves', async () => {
    const closed = once(browser, 'close');
    wire.cut();
    wire.write('late');
    await closed;
    expect(heard).not.toContain('late');
    expect(await wire.drained(1_000)).toBe(false);
  });
});
