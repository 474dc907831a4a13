import { connect } from '@nats-io/transport-node';
import { cloudEvent, eventSubject, inboxPrefix, noteRecorded, requests, type EventContract } from '@spil/contracts';
import { Api, ApiProblem } from '@spil/local';
import { ProducerAuth, WindowPublisher } from '@spil/messaging';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Visitor, type Browser } from '../journeys/browser/browser';
import type { Suite } from '../journeys/suite';
import { queriesOfConsole } from './asked';
import type { OwnSuite } from './own-suite';
import type { Seen } from './searched';

const telemetry = '/v1/operations/telemetry';
const hour = 3_600;
/** Rows of a waterfall that are opened; each is made by the same few lines. */
const mostRows = 30;

/** Every question an operator's pages ask of traces and figures. */
function telemetryPaths(services: readonly string[]): string[] {
  const end = Math.floor(Date.now() / 1000);
  const range = `start=${end - hour}&end=${end}&step=15`;
  return [
    'api/services',
    'api/dependencies?lookback=3600000',
    'api/v1/alerts',
    'api/v1/rules',
    ...services.flatMap((service) => [`api/services/${service}/operations`, `api/traces?service=${service}&limit=1500`]),
    ...queriesOfConsole().flatMap((query) => [
      `api/v1/query?query=${encodeURIComponent(query)}`,
      `api/v1/query_range?query=${encodeURIComponent(query)}&${range}`,
    ]),
  ].map((path) => `${telemetry}/${path}`);
}

/** Everything the API answers an operator, request by request; what it refuses counts as well. */
export async function answersToOperator({ ready }: OwnSuite): Promise<Seen[]> {
  const api = new Api(ready, 'operator-1');
  const { data: services } = (await (await api.fetch(`${telemetry}/api/services`)).json()) as { data: string[] };
  const reads = requests.filter(({ http }) => http?.method === 'GET').map(({ http }) => (http?.path ?? '').replace(/:\w+/g, '7'));
  const seen: Seen[] = [];
  for (const path of ['/v1/me', ...reads, ...telemetryPaths(services)]) {
    const text = await api.fetch(path).then(
      (answer) => answer.text(),
      (error: unknown) => {
        if (error instanceof ApiProblem) return JSON.stringify(error.body);
        throw error;
      },
    );
    seen.push({ where: `answer of ${path}`, text });
  }
  return seen;
}

/** Every page an operator has, as it stands in the browser: opened rows and dialogs too. */
export async function pagesOfOperator(browser: Browser, { ready }: OwnSuite, traceId: string): Promise<Seen[]> {
  const visitor = await Visitor.open(browser, ready as unknown as Suite);
  await visitor.signIn('operator-1');
  const { page } = visitor;
  const seen: Seen[] = [];
  const keep = async (where: string): Promise<void> => void seen.push({ where, text: await page.content() });
  const paths = [
    '',
    '/sporen',
    '/sporen?sort=slowest&service=wijk',
    `/sporen/${traceId}`,
    '/stromen',
    '/opzij',
    '/alarmen?alarm=DeadLetter',
  ];
  for (const path of paths) {
    await visitor.go(`/operaties${path}`);
    await visitor.quiet();
    for (const row of (await page.locator('.waterfall-button').all()).slice(0, mostRows)) {
      await row.click();
      seen.push({ where: `a row of ${path}`, text: await page.locator('.span-detail').first().innerHTML() });
    }
    for (const table of await page.locator('.as-table summary').all()) await table.click();
    await keep(`page ${path}`);
  }
  await visitor.close();
  return seen;
}

/** A message that can never be handled, with the words in its content, in names of fields and in the way of its schema. */
export async function poisonWith(word: string, { ready, dir }: OwnSuite): Promise<void> {
  const secrets = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as {
    nats: Record<string, string>;
    producerKeys: Record<string, string>;
  };
  const id = '01939f6e-0000-7000-8000-00000000c0de';
  const stamp = { id, zone: ready.zone.id, aggregate: { kind: 'note', id }, sequence: 1, at: new Date().toISOString() };
  const event = cloudEvent(noteRecorded, stamp, { ...noteRecorded.sample, noteId: word, [word]: word } as never);
  const connection = await connect({
    servers: ready.nats,
    user: 'wijk',
    pass: secrets.nats['wijk'] ?? '',
    inboxPrefix: inboxPrefix('wijk'),
  });
  const auth = new ProducerAuth({ own: { service: 'wijk', key: secrets.producerKeys['wijk'] ?? '' }, listeningTo: {} });
  const publisher = new WindowPublisher(connection, { auth });
  const subject = eventSubject(noteRecorded as unknown as EventContract, ready.zone.id, id);
  await publisher.publish({ subject, id, body: Buffer.from(JSON.stringify(event)) });
  await publisher.drain();
  await connection.close();
}
