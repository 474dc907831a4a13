import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recordNote, registerCall, reportNuisance, requestMediation } from '@spil/contracts';
import type { ReadyFile } from '../tools/api';
import { demoZoneGeoJson } from './demo-zone';
import { playEvening } from './evening';
import { evening } from './evening-script';

interface Asked {
  path: string;
  key: string | undefined;
  body: Record<string, unknown>;
}

let dir: string;
let server: Server;
let asked: Asked[];
/** Status the API gives to the next writes. */
let statuses: number[];

const features = demoZoneGeoJson().features.map(({ properties, geometry }) => ({
  id: properties.geoitem,
  geometry: { type: 'MultiPolygon', coordinates: [geometry.coordinates] },
}));

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'spil-evening-'));
  asked = [];
  statuses = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = ''] = (request.url ?? '').split('?');
      const answer = (status: number, body: object): void => void response.writeHead(status).end(JSON.stringify(body));
      if (path === '/demo-token') return answer(200, { access_token: 'token', expires_in: 300 });
      if (path === '/v1/neighbourhoods') return answer(200, { features });
      if (path === '/v1/inbox') return answer(200, { entries: [] });
      const key = request.headers['idempotency-key'];
      asked.push({ path, key: typeof key === 'string' ? key : undefined, body: JSON.parse(Buffer.concat(chunks).toString()) as never });
      answer(statuses.shift() ?? 201, { code: 'x' });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

const play = (signal = new AbortController().signal): Promise<void> => {
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return playEvening({ api, tokens: `${api}/demo-token` } as ReadyFile, { dir, pace: 1, signal, now: () => new Date() });
};
const writes = evening.filter(({ kind }) => kind !== 'triage').length;
const texts = (body: Record<string, unknown>): string[] =>
  ['headline', 'fact', 'assessment', 'safetyLine', 'summary', 'description'].flatMap((name) => (body[name] as string | undefined) ?? []);

describe('the made-up evening', () => {
  it('asks only what the contracts take, and every text says that it is made up', async () => {
    await play();
    const contracts = [recordNote, registerCall, reportNuisance, requestMediation];
    for (const { path, body } of asked) {
      const contract = contracts.find(({ http }) => http?.path === path);
      if (contract) expect({ path, errors: contract.validateRequest(body) }).toMatchObject({ errors: { ok: true } });
      for (const text of texts(body)) expect(text).toMatch(/^Verzonnen: /);
    }
    expect(asked).toHaveLength(writes);
  });

  it('plays once, and goes on where it was stopped', async () => {
    const stopped = new AbortController();
    server.on('request', () => asked.length >= 4 && stopped.abort());
    await play(stopped.signal);
    expect(asked.length).toBeLessThan(writes);
    await play();
    await play();
    const keys = asked.flatMap(({ key }) => key ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    expect(JSON.parse(readFileSync(join(dir, 'evening.json'), 'utf8'))).toEqual({ next: evening.length });
  });

  it('tries again what could not be reached, with the same key, and passes over what is refused', async () => {
    statuses = [503, 422];
    await play();
    expect(asked[0]?.key).toBe(asked[1]?.key);
    expect(asked).toHaveLength(writes + 1);
  });
});
