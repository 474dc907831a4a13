// F47: a feed's stream lost and refilled under its readers. Silence would be the fault, and so would be that others wait for it.
import { factsOf } from '../checker/facts';
import { comes } from '../tools/wait';
import { zoneId } from '../world/places';
import { worldScenario, type Scene } from '../world/run';
import { REFILLED, wiped } from './refilled';
import { lostFrame } from './spoiled';
import { staysSilent, waitsForRefused } from './wrong';
import type { Line } from '../history';
import type { Scenario } from '../scenario';

/** ms that another audience may wait for something while a stream is away and refilled on a machine that is busy with it. */
const OTHERS = 4_000;

async function feedRefilled(scene: Scene): Promise<void> {
  const { world, run, readers } = scene;
  const began = Date.now();
  await wiped(scene, `FEEDS_${zoneId}_crew-noord`, 'intervention');
  const waited = longestWait(run.history.lines, 'crew-2', began);
  run.history.claim('another audience waits for none of it', waited <= OTHERS, `${waited} ms`);
  const told = await comes(() => (readers.get('crew-1')?.resets ?? 0) > 0, 10_000);
  run.history.claim('its open feed is told to load anew', told, readers.get('crew-1')?.resets ?? 0);
  const other = readers.get('crew-2')?.resets ?? 0;
  run.history.claim('another audience’s is not', other === 0, other);
  const opens = readers.get('crew-1')?.opens ?? 0;
  readers.get('crew-1')?.cut();
  world.program('gateway').kill();
  run.history.add({ k: 'fault', what: 'and the gateway killed' });
  run.history.claim(
    'and comes back after a restart of the gateway',
    await comes(() => (readers.get('crew-1')?.opens ?? 0) > opens, 20_000),
    readers.get('crew-1')?.opens ?? 0,
  );
}

/** The longest ms from an acknowledgement since `from` until this reader saw it; for what has not come yet, until now. */
function longestWait(lines: readonly Line[], who: string, from: number): number {
  const { signals, oracle, of } = factsOf(lines);
  const now = Date.now();
  const shown = new Map<string, number>();
  for (const { reader, seen, t } of of('frame')) {
    if (reader === who) for (const word of seen) if (!shown.has(word)) shown.set(word, t);
  }
  const due = signals.filter((signal) => signal.ackedAt >= from && oracle.mustSee(who, signal, now));
  return Math.max(0, ...due.map(({ id, ackedAt }) => (shown.get(id) ?? now) - ackedAt));
}

export const feedStreamRefilled: Scenario = worldScenario({
  id: 'F47',
  title: 'a feed’s stream wiped and refilled under its readers, then the gateway killed',
  load: { rate: 15, seconds: 6 },
  rules: { within: REFILLED },
  fault: feedRefilled,
  builtWrong: [...staysSilent, ...waitsForRefused],
  controls: [lostFrame],
});
