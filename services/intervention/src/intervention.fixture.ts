import { crewsBriefed, formUnit, itemShared, neighbourhoodDrawn, type DataOf, type ItemTexts } from '@spil/contracts';
import { eventually, value, type Person, type ServiceBench } from '@spil/service-bench';
import { uuidv7Ids } from '@spil/service-host';

export const zone = 'amow';
export const zones = [
  { zone, teams: ['noord', 'zuid', 'nacht'] },
  { zone: 'buur', teams: ['buur'] },
];
export const crewOf = (sub: string, team: string, wijkIds: string[] = [], at = zone): Person => ({
  sub,
  roles: ['crew'],
  zone: at,
  assignments: [{ assignmentId: uuidv7Ids.next(), role: 'crew', team, wijkIds, from: '2026-01-01T00:00:00.000Z' }],
});
export const dispatcher: Person = { sub: 'dispatcher-1', roles: ['dispatcher'], zone };
export const noord = crewOf('crew-1', 'noord', ['W1']);
export const zuid = crewOf('crew-2', 'zuid', ['W2']);

async function drawWijk(bench: ServiceBench, wijkId: string, west: number): Promise<void> {
  const ring: [number, number][] = [
    [west, 51],
    [west + 0.01, 51],
    [west + 0.01, 51.01],
    [west, 51.01],
    [west, 51],
  ];
  const data = { wijkId, name: `Wijk ${wijkId}`, municipality: 'Spilbeek', edition: 1, polygons: [[ring]] };
  await bench.publish(neighbourhoodDrawn, data, { zone, aggregate: wijkId });
}
export const inW1: [number, number] = [4.005, 51.005];

/** Publishes a note that information-sharing cleared for crews; `again` sends the very same message once more. */
export async function share(
  bench: ServiceBench,
  over: Partial<DataOf<typeof itemShared>> = {},
  texts: ItemTexts = { headline: 'Canary dealing at the shed' },
) {
  const itemId = uuidv7Ids.next();
  const noteId = uuidv7Ids.next();
  const sealed = bench.sealer('information-sharing').seal(texts, ['intervention'], itemId);
  const data = { ...itemShared.sample, wijkId: 'W1', point: inW1, ...over, itemId, noteId, sealed };
  const id = await bench.publish(itemShared, data, { zone, aggregate: itemId });
  return { itemId, noteId, again: () => bench.publish(itemShared, data, { zone, aggregate: itemId, id }) };
}
/** Messages of a stream that are about an item. */
export const ofItem = async (bench: ServiceBench, stream: string, itemId: string) =>
  (await bench.stored(stream)).filter(({ data }) => data?.['itemId'] === itemId);
/** Waits until it is said which crews were briefed of an item. */
export const told = (bench: ServiceBench, itemId: string) =>
  eventually('crews-briefed', async () =>
    (await ofItem(bench, 'EVENTS_INTERVENTION', itemId)).find(({ type }) => type === crewsBriefed.type),
  );

/** Two wijken with a unit in each. */
export async function drawZone(bench: ServiceBench): Promise<void> {
  await drawWijk(bench, 'W1', 4);
  await drawWijk(bench, 'W2', 4.01);
  await eventually('both wijken known', async () => (await bench.db.collection('neighbourhoods').countDocuments()) === 2);
  value(await bench.ask(formUnit, dispatcher, { unitId: 'combi-noord', team: 'noord', wijkIds: ['W1'] }));
  value(await bench.ask(formUnit, dispatcher, { unitId: 'combi-zuid', team: 'zuid', wijkIds: ['W2'] }));
}
