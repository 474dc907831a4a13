import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { ApiProblem, readReady } from './api';
import { loadAddresses, loadPeople, loadZone } from '../demo/load-zone';
import type { DemoAddress } from '../demo/demo-zone';

const usage = `usage: npm run import -- zone FILE.geojson [--name NAME]
       npm run import -- addresses FILE.csv   (columns address_id, street_nl, street_fr, house_number, postcode, municipality_nl, municipality_fr, lon, lat)`;

async function main([what, file, ...more]: string[]): Promise<number> {
  if (!file || (what !== 'zone' && what !== 'addresses')) {
    console.error(usage);
    return 2;
  }
  return what === 'zone' ? importZoneFile(file, more) : importAddressFile(file);
}

async function importZoneFile(file: string, more: string[]): Promise<number> {
  const ready = readReady();
  const name = more[0] === '--name' && more[1] ? more[1] : basename(file).replace(/\.(geo)?json$/, '');
  try {
    const loaded = await loadZone(ready, name, JSON.parse(readFileSync(file, 'utf8')) as object);
    for (const finding of loaded.findings) console.log(`note: ${finding.sentence}`);
    await loadPeople(ready);
    console.log(`${loaded.wijken} wijken loaded into zone ${ready.zone.id}; crews and inspectors of the demo now cover them.`);
    return 0;
  } catch (error) {
    return refused(error);
  }
}

async function importAddressFile(file: string): Promise<number> {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[];
  try {
    const stored = await loadAddresses(readReady(), rows.filter((row) => row['lon'] && row['lat']).map(addressOf), (done) =>
      process.stderr.write(`\r${done} of ${rows.length} addresses`),
    );
    process.stderr.write('\n');
    console.log(`${stored} addresses stored.`);
    return 0;
  } catch (error) {
    return refused(error);
  }
}

function addressOf(row: Record<string, string>): DemoAddress {
  const label = (language: 'nl' | 'fr'): string => {
    const box = row['box_number'] ? ` bus ${row['box_number']}` : '';
    const street = row[`street_${language}`] || row['street_nl'] || row['street_fr'] || '';
    const municipality = row[`municipality_${language}`] || row['municipality_nl'] || row['municipality_fr'] || '';
    return `${street} ${row['house_number'] ?? ''}${box}, ${row['postcode'] ?? ''} ${municipality}`;
  };
  return {
    addressId: row['address_id'] ?? label('nl'),
    label: label('nl'),
    labelFr: label('fr'),
    point: [Number(row['lon']), Number(row['lat'])],
  };
}

/** Says what was wrong, by wijk name where the file is at fault. */
function refused(error: unknown): number {
  if (!(error instanceof ApiProblem)) throw error;
  console.error(`Refused, nothing was loaded. ${error.body.detail ?? error.code}`);
  for (const item of (error.body.errors ?? []) as { detail?: string; sentence?: string }[])
    console.error(`  ${item.detail ?? item.sentence ?? ''}`);
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
