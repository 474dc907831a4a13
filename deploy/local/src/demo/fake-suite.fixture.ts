import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { requests, type RequestContract } from '@spil/contracts';
import type { ReadyFile } from '../tools/api';
import { demoZoneGeoJson } from './demo-zone';

/** One write as the API was asked. */
export interface Asked {
  contract: RequestContract | undefined;
  /** Path parameters and body together, as a service gets them. */
  request: Record<string, unknown>;
  key: string | undefined;
}

const features = demoZoneGeoJson().features.map(({ properties, geometry }) => ({
  id: properties.geoitem,
  properties: { name: properties.naam.replace(/ \(.*/, '') },
  geometry: { type: 'MultiPolygon', coordinates: [geometry.coordinates] },
}));

/** Which list shows what was written where, and by which id what follows names it. */
const lists: Readonly<Record<string, readonly [list: string, written: string, id: string]>> = {
  '/v1/calls': ['calls', '/v1/calls', 'callId'],
  '/v1/citizen-contacts': ['contacts', '/v1/citizen-contacts', 'contactId'],
  '/v1/sensitive-points': ['points', '/v1/sensitive-points', 'pointId'],
  '/v1/mediation-requests': ['requests', '/v1/mediation-requests', 'requestId'],
  '/v1/inbox': ['entries', '/v1/notes', 'itemId'],
  '/v1/briefings': ['briefings', '/v1/notes', 'itemId'],
};
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** The public API as far as the made-up evening asks it: keeps what was written, and lists it. */
export class FakeSuite {
  readonly asked: Asked[] = [];
  /** Status given to the next writes; then every write is taken. */
  statuses: number[] = [];
  /** So many lists still come empty: what they show is on its way. */
  emptyLists = 0;
  onWrite: () => void = () => undefined;
  private readonly server: Server = createServer((request, response) => {
    void this.answerTo(request).then(([status, body]) => response.writeHead(status).end(JSON.stringify(body)));
  });

  async open(): Promise<ReadyFile> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const api = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { api, tokens: `${api}/demo-token` } as ReadyFile;
  }

  close(): void {
    this.server.close();
  }

  private async answerTo(request: IncomingMessage): Promise<[status: number, body: object]> {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/demo-token') return [200, { access_token: 'token', expires_in: 300 }];
    if (path === '/v1/neighbourhoods') return [200, { features }];
    if (request.method === 'GET') return [200, this.listOf(path)];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [contract, params] = contractOf(request.method, path);
    const key = request.headers['idempotency-key'];
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    this.asked.push({ contract, request: { ...params, ...body }, key: typeof key === 'string' ? key : undefined });
    this.onWrite();
    return [this.statuses.shift() ?? 201, { code: 'x' }];
  }

  private listOf(path: string): object {
    const [list = '', written, id = ''] = lists[path] ?? [];
    const hidden = this.emptyLists-- > 0;
    const there = hidden ? [] : this.asked.filter(({ contract }) => contract?.http?.method === 'POST' && contract.http.path === written);
    return { [list]: there.map(({ request }, n) => ({ ...request, [id]: idOf(n), status: 'new' })) };
  }
}

function contractOf(method: string | undefined, path: string): [contract: RequestContract | undefined, params: Record<string, string>] {
  for (const contract of requests) {
    const { http } = contract;
    if (!http || http.method !== method) continue;
    const match = new RegExp(`^${http.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (match) return [contract, { ...match.groups }];
  }
  return [undefined, {}];
}
