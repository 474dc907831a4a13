import { listDead, type DeadLetter } from '@spil/messaging';
import { postOne } from './load';
import type { Line } from './line';
import { comes } from '../tools/wait';

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
