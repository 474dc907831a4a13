// What the launcher does with this machine's ports, files and network.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createHttp } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginAnew } from './fresh';
import { certificateFor, tlsEntrance } from './lan';
import { answers, entrancePort, InnerPorts } from './ports';
import { RotatingLog } from './rotating-log';
import { Refused } from './refused';
import { secretsIn } from './secrets';
import { keepZone, servedZone } from './zone';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spil-machine-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const listening = (server: Server): Promise<number> =>
  new Promise((done) => server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port)));

describe('ports', () => {
  it('refuses a busy entrance with the remedy', async () => {
    const server = createServer();
    const port = await listening(server);
    await expect(entrancePort(port)).rejects.toThrow(
      `Port ${port} is in use by another program: stop that, or choose another with npm start -- --port`,
    );
    expect(await answers(port)).toBe(true);
    await new Promise((done) => server.close(done));
    expect(await entrancePort(port)).toBe(port);
    expect(await answers(port)).toBe(false);
  });

  it('keeps the inner ports over restarts, and gives way to a stranger', async () => {
    const first = await new InnerPorts(dir).of('nats');
    expect(await new InnerPorts(dir).of('nats')).toBe(first);
    expect(await new InnerPorts(dir).of('mongodb')).not.toBe(first);
    const stranger = createServer();
    await new Promise<void>((done) => stranger.listen(first, '127.0.0.1', done));
    expect(await new InnerPorts(dir).of('nats')).not.toBe(first);
    await new Promise((done) => stranger.close(done));
  });
});

describe('secrets', () => {
  it('are made once, readable by this user only', () => {
    const made = secretsIn(dir);
    expect(secretsIn(dir)).toEqual(made);
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(made.nats)).size).toBe(Object.keys(made.nats).length);
    expect(Buffer.from(made.sealKeys.wijk, 'base64')).toHaveLength(32);
  });

  it('gain what a newer release needs and keep the rest', () => {
    const { nats, ...rest } = secretsIn(dir);
    const { wijk: _gone, ...others } = nats;
    writeFileSync(join(dir, 'secrets.json'), JSON.stringify({ ...rest, nats: others }));
    const again = secretsIn(dir);
    expect(again.nats).toMatchObject(others);
    expect(again.nats.wijk).not.toBe('');
    expect(again.caller).toEqual(rest.caller);
  });

  it.each(['', '{"nats":{"wijk":"ab', 'null', '[]'])('are not replaced when what is there cannot be read: %j', (text) => {
    const file = join(dir, 'secrets.json');
    writeFileSync(file, text);
    expect(() => secretsIn(dir)).toThrow(Refused);
    expect(() => secretsIn(dir)).toThrow(`${file} cannot be read as JSON: put it back from a backup, or`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('beginning anew', () => {
  it('deletes all data but the lock of this start', () => {
    for (const name of ['nats', 'mongo']) mkdirSync(join(dir, name));
    writeFileSync(join(dir, 'lock'), 'mine');
    beginAnew(dir);
    expect(existsSync(join(dir, 'nats'))).toBe(false);
    expect(readFileSync(join(dir, 'lock'), 'utf8')).toBe('mine');
  });
});

describe('the served zone', () => {
  it('is the made-up one, then the one given, which stays', () => {
    expect(servedZone(dir, { demo: true })).toMatchObject({ id: 'demo' });
    const given = servedZone(dir, { demo: true, zone: '/data/wijken_pz-amow.geojson' });
    expect(given).toMatchObject({ id: 'amow', file: '/data/wijken_pz-amow.geojson' });
    keepZone(dir, { ...given, loaded: 'hash' });
    expect(servedZone(dir, { demo: true })).toMatchObject({ id: 'amow', loaded: 'hash' });
  });
});

describe('a log', () => {
  it('is kept within bounds', () => {
    const log = new RotatingLog(join(dir, 'logs', 'x.log'), 1_000);
    for (let line = 0; line < 300; line += 1) log.write(`line ${line}\n`);
    expect(statSync(log.file).size + statSync(`${log.file}.1`).size).toBeLessThan(2_200);
    expect(log.tail(2)).toEqual(['line 298', 'line 299']);
  });
});

describe('the entrance for phones', () => {
  it('ends TLS with a certificate that is kept and names the address', async () => {
    const certificate = await certificateFor(dir, '127.0.0.1');
    const made = readFileSync(certificate.certFile, 'utf8');
    expect(readFileSync((await certificateFor(dir, '127.0.0.1')).certFile, 'utf8')).toBe(made);
    const gateway = createHttp((_request, response) => response.end('the gateway'));
    const entrance = tlsEntrance(certificate, await listening(gateway));
    const port = await listening(entrance);
    const text = await new Promise<string>((done, fail) => {
      const asked = request({ host: '127.0.0.1', port, ca: made, agent: false }, (response) => {
        let body = '';
        response.on('data', (part) => (body += String(part))).on('end', () => done(body));
      });
      asked.once('error', fail).end();
    });
    expect(text).toBe('the gateway');
    entrance.close();
    gateway.closeAllConnections();
    gateway.close();
    expect(readFileSync((await certificateFor(dir, '10.1.2.3')).certFile, 'utf8')).not.toBe(made);
  });
});
