// The console's trace pages on a Jaeger instead of the embedded receiver: SPIL_JAEGER names an all-in-one built from its Go module
// (v1.76.0; README of deploy/observability says how). Skipped where there is none.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { recordNote } from '@spil/contracts';
import { freePort } from '@spil/testing';
import { desktop, phone, startBrowser, Visitor, type Browser } from './browser/browser';
import { aNote, Api, places, runningSuite, waitFor, type Suite } from './suite';

const binary = process.env['SPIL_JAEGER'];
const theirs = binary ? describe : describe.skip;
jest.setTimeout(300_000);

/** What a collector does: traces to one, metrics to the other. */
async function collector(to: { traces: string; metrics: () => string }): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const base = request.url === '/v1/traces' ? to.traces : to.metrics();
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.fromEntries(
        ['content-type', 'content-encoding'].flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
      );
      fetch(`${base}${request.url}`, { method: 'POST', headers, body: new Uint8Array(Buffer.concat(parts)) }).then(
        async (answer) => response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer())),
        () => response.writeHead(503).end(),
      );
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, server };
}

async function startJaeger(file: string): Promise<{ child: ChildProcess; otlp: string; query: string }> {
  const ports: Record<string, number> = {};
  for (const name of ['otlp', 'grpc', 'query', 'queryGrpc', 'admin', 'http', 'collector']) ports[name] = await freePort();
  const at = (name: string): string => `127.0.0.1:${ports[name]}`;
  const child = spawn(
    file,
    [
      `--collector.otlp.http.host-port=${at('otlp')}`,
      `--collector.otlp.grpc.host-port=${at('grpc')}`,
      `--collector.http-server.host-port=${at('http')}`,
      `--collector.grpc-server.host-port=${at('collector')}`,
      `--query.http-server.host-port=${at('query')}`,
      `--query.grpc-server.host-port=${at('queryGrpc')}`,
      `--admin.http.host-port=${at('admin')}`,
    ],
    { stdio: 'ignore' },
  );
  const query = `http://${at('query')}`;
  await waitFor(async () => (await fetch(`${query}/api/services`).catch(() => undefined))?.ok, 60_000);
  return { child, otlp: `http://${at('otlp')}`, query };
}

theirs('the trace pages on Jaeger', () => {
  const dir = mkdtempSync(join(tmpdir(), 'spil-jaeger-'));
  const trace = randomBytes(16).toString('hex');
  let jaeger: Awaited<ReturnType<typeof startJaeger>>;
  let split: Awaited<ReturnType<typeof collector>>;
  let launcher: ChildProcess;
  let suite: Suite;
  let browser: Browser;

  beforeAll(async () => {
    jaeger = await startJaeger(binary as string);
    const ports = (): Record<string, number> => JSON.parse(readFileSync(join(dir, 'ports.json'), 'utf8')) as Record<string, number>;
    split = await collector({ traces: jaeger.otlp, metrics: () => `http://127.0.0.1:${ports()['otlp-receiver']}` });
    const env = { ...process.env, SPIL_DIR: dir, OTLP_URL: split.url, TRACES_QUERY_URL: jaeger.query };
    launcher = spawn(process.execPath, ['deploy/local/bootstrap/start.mjs', '--port', '0', '--no-evening'], { env, stdio: 'ignore' });
    process.env['SPIL_DIR'] = dir;
    suite = await waitFor(() => {
      try {
        return runningSuite();
      } catch {
        return undefined;
      }
    }, 240_000);
    const { noord } = await places(suite);
    const traceparent = `00-${trace}-${randomBytes(8).toString('hex')}-01`;
    await new Api(suite, 'inspector-1').ask(recordNote, aNote(noord), { traceparent });
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    const gone = new Promise((resolve) => launcher?.once('exit', resolve));
    if (launcher?.kill('SIGTERM')) await gone;
    split?.server.close();
    jaeger?.child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('search finds the note’s trace, and its waterfall crosses four services (%s)', async (_, options) => {
    const operator = await Visitor.arrive(browser, { person: 'operator-1', options });
    const { page } = operator;
    await waitFor(async () => (await (await fetch(`${jaeger.query}/api/traces/${trace}`)).text()).includes('deliver'), 20_000);
    await operator.go('/operaties/sporen?service=gateway&operation=POST+%2Fv1%2Fnotes&min=1us&tags=spil.zone%3Ddemo');
    await page.locator('.trace-row').first().waitFor();
    await page.locator(`.trace-row[href*="${trace}"], .trace-row:has(a[href*="${trace}"]), a[href*="${trace}"]`).first().click();
    await page.locator('.waterfall-row').first().waitFor();
    const text = (await page.locator('.waterfall').innerText()).replaceAll('\n', ' ');
    for (const service of ['gateway', 'wijk', 'information-sharing', 'intervention']) expect(text).toContain(service);
    await operator.go('/operaties/sporen?service=gateway&failed=true&tags=spil.zone%3Dnowhere');
    await page.locator('.empty').waitFor();
    expect(operator.complaints).toEqual([]);
    await operator.close();
  });

  it('the service map comes from its dependencies', async () => {
    const operator = await Visitor.arrive(browser, { person: 'operator-1' });
    await operator.go('/operaties/stromen');
    await operator.page.locator('.service-map .edge').nth(2).waitFor({ state: 'attached' });
    expect(operator.complaints).toEqual([]);
    await operator.close();
  });

  it('npm run trace prints the waterfall', async () => {
    const child = spawn(process.execPath, ['dist/deploy/local/tools/trace.js', trace], { env: { ...process.env, SPIL_DIR: dir } });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    await new Promise((resolve) => child.once('exit', resolve));
    expect(said).toContain('information-sharing');
  });
});
