import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startMongo, startNats } from '@spil/testing';
import { World } from './test-kit/world';

let world: World;
let consoleDir: string;

beforeAll(async () => {
  consoleDir = mkdtempSync(join(tmpdir(), 'spil-console-'));
  mkdirSync(join(consoleDir, 'assets'));
  writeFileSync(join(consoleDir, 'index.html'), '<!doctype html><title>Spil</title>');
  writeFileSync(join(consoleDir, 'opvolging.html'), '<!doctype html><title>Uw vraag</title>');
  writeFileSync(join(consoleDir, 'assets', 'index-Ab12Cd34.js'), `console.log(${JSON.stringify('x'.repeat(5_000))})`);
  const servers = async (config: Parameters<Parameters<typeof World.start>[0]>[0]) => ({
    nats: await startNats({ config }),
    mongo: await startMongo(),
  });
  world = await World.start(servers, { CONSOLE_DIR: consoleDir });
}, 60_000);
afterAll(async () => {
  await world.stop();
  rmSync(consoleDir, { recursive: true, force: true });
});

describe('pages', () => {
  it('serve the console with caching by name, compressed, and its one page for its own addresses', async () => {
    const page = await world.fetch('/opsporing/inbox', { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Spil');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const script = await world.fetch('/assets/index-Ab12Cd34.js', { headers: { 'accept-encoding': 'br' } });
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-encoding')).toBe('br');
    const again = await world.fetch('/', { headers: { 'if-none-match': page.headers.get('etag') as string } });
    expect(again.status).toBe(304);
    const html = { accept: 'text/html' };
    for (const path of ['/assets/none-12345678.js', '/v1/x', '/docs/x', '/%ff', '/.env']) {
      const response = await world.fetch(path, { headers: html });
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'not-found' });
    }
    // Nothing is looked up on the disk: a way out of the folder is one more address of the console.
    expect(await (await world.fetch('/..%2f..%2fetc%2fpasswd', { headers: html })).text()).toContain('<title>Spil');
  });

  it('serve a resident a page of its own, never kept and never in a frame', async () => {
    const page = await world.fetch('/opvolging', { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<title>Uw vraag');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await (await world.fetch('/opvolging/iets', { headers: { accept: 'text/html' } })).text()).toContain('<title>Spil');
  });

  it('serve the documents and their page from here alone', async () => {
    const document = (await (await world.fetch('/v1/openapi.json')).json()) as { openapi: string };
    expect(document.openapi).toBe('3.1.0');
    expect(await (await world.fetch('/asyncapi.yaml')).text()).toContain('asyncapi: 3.0');
    const docs = await world.fetch('/docs');
    const html = await docs.text();
    expect(html).toContain('swagger-ui');
    expect(html).not.toMatch(/https?:\/\//);
    expect((await world.fetch('/docs/swagger-ui-bundle.js')).status).toBe(200);
    expect((await world.fetch('/docs/swagger-ui-bundle.js.map')).status).toBe(404);
  });

  it('tell the console where to sign in and where residents reach us, and nothing else', async () => {
    const settings = (await (await world.fetch('/config.json')).json()) as object;
    expect(Object.keys(settings).sort()).toEqual(['clientId', 'demo', 'issuer', 'publicUrl', 'resource', 'scope', 'version']);
  });

  it('carry strict headers and no permission for other origins', async () => {
    const response = await world.fetch('/', { headers: { origin: 'https://evil.example' } });
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('server')).toBeNull();
  });
});
