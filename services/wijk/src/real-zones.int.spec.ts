import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importZone, listNeighbourhoods, neighbourhoodDrawn } from '@spil/contracts';
import { eventually, ServiceBench, type Person } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { wijk } from './wijk.service';

const folder = join(processEnvironment()['SPIL_DATA'] ?? join(process.cwd(), '..', 'shared', 'data'), 'be-wijken');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^wijken_pz-.*\.geojson$/.test(name)) : [];
if (files.length === 0) console.warn(`SKIPPED: no real zones in ${folder}; set SPIL_DATA to the folder that has be-wijken`);

const zones = files.map((_, i) => ({ zone: `z${i}`, teams: ['noord'] }));
let bench: ServiceBench;
beforeAll(async () => void (bench = await ServiceBench.start('wijk', zones, processEnvironment(), () => startService(wijk))), 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('real zones', () => {
  const each = files.length > 0 ? it.each(files.map((file, i) => [file, `z${i}`])) : it.skip.each([['none', '']]);
  // The one file in Lambert 72 (EPSG:31370).
  const eachRefused = files.length > 0 ? it.each(['wijken_opwijk-wemmel_epsg31370.geojson']) : it.skip.each(['none']);
  each(
    '%s is imported whole and told whole',
    async (file, zone) => {
      const admin: Person = { sub: 'administrator-1', roles: ['administrator'], zone };
      const geojson = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { features: unknown[] };
      const answer = await bench.ask(importZone, admin, { name: file, geojson });
      expect(answer).toEqual({ value: { wijken: geojson.features.length, unchanged: 0, findings: [] } });
      const shown = await bench.ask(listNeighbourhoods, admin, {});
      expect('value' in shown && shown.value.features.length).toBe(geojson.features.length);
      const told = async () => (await bench.stored('EVENTS_WIJK')).filter(({ stored }) => stored.split('.')[2] === zone);
      await eventually(`${file} told`, async () => (await told()).length === geojson.features.length);
      for (const event of await told()) expect(neighbourhoodDrawn.validate(event.data)).toEqual({ ok: true });
    },
    60_000,
  );

  eachRefused('%s is refused, and says why', async (file) => {
    const admin: Person = { sub: 'administrator-1', roles: ['administrator'], zone: 'z0' };
    const geojson = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
    const answer = await bench.ask(importZone, admin, { name: file, geojson });
    expect(answer).toMatchObject({ problem: { code: 'wijk.zone-refused' } });
    expect(JSON.stringify(answer)).toMatch(/31370|WGS/);
  });
});
