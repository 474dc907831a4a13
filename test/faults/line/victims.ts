import { listDead, type DeadLetter } from '@spil/messaging';
import { postOne } from './load';
import type { Line } from './line';
import type { BusState } from './wire';
import { comes, pause } from '../tools/wait';

/** Counts one aggregate up by one, beside the load; names do not begin with w, so that only claims judge it. */
export async function victim(line: Line, aggregate: string, n = 1): Promise<void> {
  const [writer] = line.writers;
  await comes(async () => (await postOne(writer?.port ?? 0, { aggregate, n, key: `${aggregate}#${n}` })).status === 201, 20_000);
}

/** How often the listener took effect for it. */
export async function effectsOf(line: Line, id: string): Promise<number> {
  const effect = await line.db.collection<{ _id: string; times: number }>('effects').findOne({ _id: id });
  return effect?.times ?? 0;
}

/** Waits for its effect; answers the ms it took, or NaN when it did not come. */
export async function tookEffect(line: Line, id: string, ms: number): Promise<number> {
  const began = Date.now();
  return (await comes(async () => (await effectsOf(line, id)) > 0, ms)) ? Date.now() - began : Number.NaN;
}

/** Dead letters of the listener, oldest first. */
export async function letters(line: Line): Promise<{ number: number; letter: DeadLetter }[]> {
  return listDead(line.admin, { service: 'intervention', limit: 1_000 });
}

/** ms between the acknowledgement of a count and its effect, for everything the load wrote. */
export async function handlingTimes(line: Line, acks: readonly { id: string; t: number }[]): Promise<{ t: number; ms: number }[]> {
  const effects = await line.db
    .collection<{ _id: string; at: number }>('effects')
    .find({}, { projection: { at: 1 } })
    .toArray();
  const at = new Map(effects.map((effect) => [effect._id, effect.at]));
  return acks.flatMap(({ id, t }) => (at.has(id) ? [{ t, ms: Math.max(0, (at.get(id) ?? 0) - t) }] : []));
}

/** What the first writer knows of its bus. */
export async function busStateOf(line: Line): Promise<BusState> {
  const answer = await fetch(`http://127.0.0.1:${line.writers[0]?.port ?? 0}/state`, { signal: AbortSignal.timeout(2_000) });
  return (await answer.json()) as BusState;
}

/** What the first writer's readiness page says; a page that does not answer in a second is not ready. */
export async function isReady(line: Line): Promise<boolean> {
  const at = `http://127.0.0.1:${line.writers[0]?.port ?? 0}/readyz`;
  const response = await fetch(at, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/** Asks for a write every 50 ms, however long each takes, until one is answered so; ms until then, NaN when none was in time. */
export async function untilAnswered(line: Line, status: number, ms: number): Promise<number> {
  const began = Date.now();
  let took = Number.NaN;
  for (let n = 0; Number.isNaN(took) && Date.now() - began < ms; n++) {
    const key = `probe-${began}-${n}`;
    const at = (): void => void (Number.isNaN(took) && (took = Date.now() - began));
    void postOne(line.writers[0]?.port ?? 0, { aggregate: key, n: 1, key }).then(
      (answer) => answer.status === status && at(),
      () => undefined,
    );
    await pause(50);
  }
  return took;
}
