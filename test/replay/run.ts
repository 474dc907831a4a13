import { listNeighbourhoods } from '@spil/contracts';
import { Api, halves, pointInside, type ReadyFile } from '@spil/local';
import { Desks, themesOf } from './desks';
import { exact, receivers, tally, type Readers, type Tally } from './oracle';
import type { Report } from './reports';
import { attempt, send } from './send';

export interface ReplayOptions {
  reports: readonly Report[];
  /** Reports a second, by intended time: a slow answer does not slow the arrivals. */
  rate: number;
  /** Prefix of the idempotency keys; another prefix is another run. */
  run: string;
  /** Milliseconds without any delivery after which waiting ends. */
  settle: number;
  onProgress?: (acknowledged: number) => void;
}
export interface ReplayResult {
  ok: boolean;
  sent: number;
  seconds: number;
  rows: Tally[];
  repeats: number;
  cuts: number;
}

/** Replays reports onto the loaded zone and compares what each desk received with what the oracle says, id by id. */
export async function replay(ready: ReadyFile, options: ReplayOptions): Promise<ReplayResult> {
  const desks = new Desks(ready);
  try {
    await desks.open();
    const places = await placesOf(ready);
    const readers = await readersOf(ready);
    const expected = new Map<string, Set<string>>();
    const ids = new Set<string>();
    const started = Date.now();
    await sendAll(ready, options, { places, expected, readers, ids });
    const seconds = (Date.now() - started) / 1000;
    const rows = await settled(desks, { expected, ids }, options.settle);
    return { ok: exact(rows), sent: options.reports.length, seconds, rows, repeats: desks.repeats, cuts: desks.cuts };
  } finally {
    desks.close();
  }
}

interface Scene {
  places: [number, number][];
  expected: Map<string, Set<string>>;
  readers: Readers;
  /** Everything this run sent, also what nobody may receive. */
  ids: Set<string>;
}

async function sendAll(
  ready: ReadyFile,
  { reports, rate, run, onProgress }: ReplayOptions,
  { places, expected, readers, ids }: Scene,
): Promise<void> {
  const senders = {
    inspectors: [new Api(ready, 'inspector-1'), new Api(ready, 'inspector-2')],
    dispatcher: new Api(ready, 'dispatcher-1'),
    environment: new Api(ready, 'environment-1'),
  };
  const started = Date.now();
  let acknowledged = 0;
  const one = async (report: Report, index: number): Promise<void> => {
    await until(started + (index * 1000) / rate);
    const { id, wijkId } = await send(senders, attempt(report, index, run, places[index % places.length] as [number, number]));
    ids.add(id);
    for (const reader of receivers(report, wijkId, readers)) expected.set(reader, (expected.get(reader) ?? new Set()).add(id));
    onProgress?.(++acknowledged);
  };
  await Promise.all(reports.map(one));
}

const until = (at: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));

/** Waits while deliveries keep coming; gives up when none came for `ms` milliseconds. */
async function settled(desks: Desks, { expected, ids }: Pick<Scene, 'expected' | 'ids'>, ms: number): Promise<Tally[]> {
  const nuisances = expected.get('environment-1')?.size ?? 0;
  for (let [delivered, lastAt] = [-1, Date.now()]; ; await until(Date.now() + 250)) {
    if (nuisances > 0) await desks.countNuisances(nuisances);
    const rows = tally(expected, ofThisRun(desks.received, ids));
    const now = rows.reduce((sum, row) => sum + row.received, 0);
    if (now > delivered) [delivered, lastAt] = [now, Date.now()];
    if (exact(rows) || Date.now() - lastAt > ms) return rows;
  }
}

/** What others send meanwhile is not this run's: only ids this run sent are compared, for every reader. */
const ofThisRun = (received: Map<string, Set<string>>, ids: Set<string>): Map<string, Set<string>> =>
  new Map([...received].map(([reader, got]) => [reader, new Set([...got].filter((id) => ids.has(id)))]));

/** Four places in each wijk, so that reports lie spread over the zone. */
async function placesOf(ready: ReadyFile): Promise<[number, number][]> {
  const { features } = await new Api(ready, 'administrator-1').ask(listNeighbourhoods, {});
  if (features.length === 0) throw new Error('no zone is loaded: npm run import -- zone FILE.geojson');
  return [1, 2, 3, 4].flatMap((seed) => features.map((feature) => pointInside(feature.geometry, seed)));
}

async function readersOf(ready: ReadyFile): Promise<Readers> {
  const areas = await halves(ready);
  return {
    crews: [
      { personId: 'crew-1', wijkIds: new Set(areas.noord) },
      { personId: 'crew-2', wijkIds: new Set(areas.zuid) },
    ],
    investigators: ['investigator-1', 'investigator-2'].map((personId) => ({ personId, themes: themesOf(personId) })),
  };
}
