import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listBriefings, listInbox, listNeighbourhoods, locate, recordNote, subscribe } from '@spil/contracts';
import { pointInside, startSuite } from '@spil/local';
import { hasData } from '../conformance/data';
import { Api, aNote, Screen, waitFor, type Suite } from './suite';

const file = 'be-wijken/wijken_pz-amow.geojson';
const there = hasData(file);

(there ? describe : describe.skip)('with the wijken of PZ AMOW loaded', () => {
  const dir = mkdtempSync(join(tmpdir(), 'spil-amow-'));
  const screens: Record<string, Screen> = {};
  let suite: Suite;
  let stop: () => Promise<void>;
  const api = (person: string): Api => new Api(suite, person);

  beforeAll(async () => {
    const started = await startSuite(dir, ['--zone', resolve(process.env['SPIL_DATA'] ?? '../shared/data', file)]);
    suite = started.ready as unknown as Suite;
    stop = started.stop;
    await api('investigator-1').ask(subscribe, { name: 'inbraak', criteria: { themes: ['burglary'] } });
    await api('investigator-2').ask(subscribe, { name: 'verkeer', criteria: { themes: ['traffic'] } });
    for (const person of ['crew-1', 'crew-2', 'crew-3', 'investigator-1', 'investigator-2', 'mediator-1', 'operator-1'])
      screens[person] = await Screen.open(suite, person).catch(() => undefined as unknown as Screen);
  }, 300_000);
  afterAll(async () => {
    Object.values(screens).forEach((screen) => screen?.close());
    await stop?.();
    rmSync(dir, { recursive: true, force: true });
  }, 90_000);

  it('knows its 32 wijken and who answers for each (W01, W02)', async () => {
    const { features } = await api('inspector-1').ask(listNeighbourhoods, {});
    expect(features).toHaveLength(32);
    for (const feature of features.slice(0, 8)) {
      const found = await api('dispatcher-1').ask(locate, { point: pointInside(feature.geometry, 3) });
      expect(found).toMatchObject({ wijkId: feature.id, inspector: { displayName: feature.properties.inspector } });
      expect(found.deputy?.displayName).not.toBe(found.inspector?.displayName);
    }
  });

  it('a note in a wijk reaches the crew of that wijk and the investigator of its theme, and nobody else by any way', async () => {
    const { features } = await api('inspector-1').ask(listNeighbourhoods, {});
    const south = features.find((feature) => feature.properties.inspector === 'Ivo Demo');
    if (!south) throw new Error('no wijk in the south');
    const point = pointInside(south.geometry, 9);
    const { noteId } = await api('inspector-2').ask(recordNote, aNote(point, { theme: 'burglary', headline: 'AMOW-ONLY' }));
    await screens['crew-2']?.frameOf(noteId);
    await screens['investigator-1']?.frameOf(noteId);
    const lists = async (): Promise<Record<string, string>> => ({
      'crew-1': JSON.stringify(await api('crew-1').ask(listBriefings, { limit: 100 })),
      'crew-3': JSON.stringify(await api('crew-3').ask(listBriefings, { limit: 100 })),
      'investigator-2': JSON.stringify(await api('investigator-2').ask(listInbox, { limit: 100 })),
    });
    await waitFor(async () => JSON.stringify(await api('crew-2').ask(listBriefings, { limit: 100 })).includes(noteId), 5_000);
    for (const [person, list] of Object.entries(await lists()))
      expect([person, list.includes(noteId), list.includes('AMOW-ONLY')]).toEqual([person, false, false]);
    for (const person of ['crew-1', 'crew-3', 'investigator-2', 'mediator-1', 'operator-1'])
      expect([person, screens[person]?.has(noteId) ?? false]).toEqual([person, false]);
  });
});
