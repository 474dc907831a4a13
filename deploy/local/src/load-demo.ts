import { listNeighbourhoods } from '@spil/contracts';
import type { Report } from '../bootstrap/types';
import { demoAddresses } from './demo/demo-zone';
import { loadAddresses, loadPeople, loadZone } from './demo/load-zone';
import { Refused } from './refused';
import { Api, ApiProblem, type ReadyFile } from './tools/api';
import { keepZone, zoneContent, type ServedZone } from './zone';

/** True when the same content was loaded before and is still there (a database of one's own may have been emptied). */
async function isLoaded(ready: ReadyFile, zone: ServedZone, hash: string): Promise<boolean> {
  if (zone.loaded !== hash) return false;
  const { features } = await new Api(ready, 'administrator-1').ask(listNeighbourhoods, {});
  return features.length > 0;
}

/** A busy machine may need a moment longer than a request may take; both loads may be repeated. */
const PATIENCE_MS = 90_000;

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof ApiProblem && [429, 503, 504].includes(error.status);
      if (!passing || performance.now() > until) throw error;
      await new Promise((done) => setTimeout(done, (error.retryAfterSeconds ?? 1) * 1000));
    }
  }
}

/** Loads the zone and the demo people through the public API, as a person would; a repeat changes nothing. */
export async function loadDemo(ready: ReadyFile, dir: string, zone: ServedZone, report: Report): Promise<void> {
  const { geojson, hash } = zoneContent(zone);
  try {
    if (!(await patiently(() => isLoaded(ready, zone, hash)))) {
      report(`loading zone ${zone.name}`);
      await patiently(() => loadZone(ready, zone.name, geojson));
      if (zone.file === undefined) await patiently(() => loadAddresses(ready, demoAddresses()));
    }
    report('loading demo people');
    await patiently(() => loadPeople(ready));
  } catch (error) {
    if (error instanceof ApiProblem) throw new Refused(refusalOf(error, zone));
    throw error;
  }
  keepZone(dir, { ...zone, loaded: hash });
}

function refusalOf({ body, code }: ApiProblem, { file, name }: ServedZone): string {
  const findings = ((body.errors ?? []) as { detail?: string; sentence?: string }[]).map(
    ({ detail, sentence }) => `  ${detail ?? sentence ?? ''}`,
  );
  return [`${file ?? name} was refused, nothing was loaded: ${body.detail ?? code}`, ...findings.slice(0, 20)].join('\n');
}
