import { appointInspector, assign, formUnit, importAddresses, importZone, listNeighbourhoods, type AnswerOf } from '@spil/contracts';
import { Api, ApiProblem, type ReadyFile } from '../tools/api';
import { demoPeople, type DemoPerson } from './demo-people';
import type { DemoAddress } from './demo-zone';

export interface LoadedZone {
  wijken: number;
  findings: AnswerOf<typeof importZone>['findings'];
}

/** Loads a zone file through the public API as the zone's administrator. Throws ApiProblem when it is refused; nothing is half loaded. */
export async function loadZone(ready: ReadyFile, name: string, geojson: object): Promise<LoadedZone> {
  const admin = new Api(ready, 'administrator-1');
  const answer = await admin.ask(importZone, { name, geojson: geojson as Record<string, unknown> });
  return { wijken: answer.wijken, findings: answer.findings };
}

/** Stores addresses in portions; a repeated address is replaced. `progress` hears how many are in. */
export async function loadAddresses(
  ready: ReadyFile,
  addresses: readonly DemoAddress[],
  progress?: (stored: number) => void,
): Promise<number> {
  const admin = new Api(ready, 'administrator-1');
  let stored = 0;
  for (let at = 0; at < addresses.length; at += 200) {
    stored += (await admin.ask(importAddresses, { addresses: addresses.slice(at, at + 200) })).stored;
    progress?.(stored);
  }
  return stored;
}

/** Wijken of the loaded zone in two halves by latitude: what the demo crews and inspectors are responsible for. */
export async function halves(ready: ReadyFile): Promise<{ noord: string[]; zuid: string[] }> {
  const { features } = await new Api(ready, 'administrator-1').ask(listNeighbourhoods, {});
  const sorted = features
    .map((feature) => ({ id: feature.id, latitude: middleLatitude(feature.geometry.coordinates) }))
    .sort((a, b) => b.latitude - a.latitude || a.id.localeCompare(b.id));
  const half = Math.ceil(sorted.length / 2);
  return { noord: sorted.slice(0, half).map((wijk) => wijk.id), zuid: sorted.slice(half).map((wijk) => wijk.id) };
}

function middleLatitude(polygons: [number, number][][][]): number {
  const latitudes = polygons.flat(2).map((point) => point[1]);
  return (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
}

const demoEpoch = '2026-01-01T00:00:00.000Z';

/** Assignments, units and responsible inspectors of the demo people. May run at every start: repeats change nothing. */
export async function loadPeople(ready: ReadyFile): Promise<void> {
  const admin = new Api(ready, 'administrator-1');
  const areas = await halves(ready);
  for (const person of demoPeople.filter((one) => one.zone === undefined)) await assignPerson(admin, person, areas);
  for (const team of ['noord', 'zuid'] as const) {
    await admin.ask(formUnit, { unitId: `combi-${team}`, team, wijkIds: areas[team] });
    await appoint(admin, team, areas[team]);
  }
}

async function assignPerson(admin: Api, person: DemoPerson, areas: { noord: string[]; zuid: string[] }): Promise<void> {
  const [role] = person.roles;
  if (!role || role === 'administrator') return;
  const request = {
    personId: person.personId,
    displayName: person.name,
    role,
    from: demoEpoch,
    ...(person.team ? { team: person.team, wijkIds: areas[person.team] } : {}),
    ...(person.themes ? { themes: person.themes } : {}),
  };
  // The same key answers the same assignment, however often the suite starts; one that an older version made stays as it is.
  const idempotencyKey = `demo-${person.personId}-${areas.noord.length + areas.zuid.length}`;
  await admin.ask(assign, request, { idempotencyKey }).catch((error: unknown) => {
    if (!(error instanceof ApiProblem && error.code === 'idempotency-key-reused')) throw error;
  });
}

async function appoint(admin: Api, team: 'noord' | 'zuid', wijkIds: string[]): Promise<void> {
  const [first, second] = team === 'noord' ? ['inspector-1', 'inspector-2'] : ['inspector-2', 'inspector-1'];
  const card = (personId: string) => ({
    personId,
    displayName: demoPeople.find((person) => person.personId === personId)?.name ?? personId,
    email: `${personId}@spilbeek.example`,
  });
  for (const wijkId of wijkIds) {
    await admin.ask(appointInspector, { wijkId, inspector: card(first), deputy: card(second), from: demoEpoch });
  }
}
