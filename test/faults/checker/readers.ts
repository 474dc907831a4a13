import type { Line } from '../history';
import type { Signal } from '../oracle';
import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

type Sighting = Extract<Line, { k: 'frame' | 'listed' }>;

/**
 * I2: nothing of a signal, neither its id nor any of its words, reached a reader who was not entitled to it. `seen` holds every
 * id and every `writer-counter` found in the raw bytes of the connection, frames and everything between them, and of the lists.
 */
export function noWrongReader(facts: Facts): Verdict {
  const { signals, of, oracle, writes } = facts;
  const byWord = new Map(signals.flatMap((signal) => [[signal.id, signal] as const, [signal.token, signal] as const]));
  const unacknowledged = new Set([...writes.values()].map(({ token }) => token).filter((token) => !byWord.has(token)));
  const said = firstSaid(facts, byWord);
  const may = ({ k, reader, t }: Sighting, signal: Signal): boolean =>
    k === 'listed'
      ? oracle.mayFind(reader, signal, t)
      : oracle.maySee(reader, signal, t, said.get(`${oracle.audienceOf(reader)} ${signal.id}`));
  const wrong = new Map<string, string>();
  let checked = 0;
  for (const sighting of [...of('frame'), ...of('listed')]) {
    for (const word of sighting.seen) {
      const signal = byWord.get(word);
      if (!signal && !unacknowledged.has(word)) continue;
      checked++;
      if (!signal || may(sighting, signal)) continue;
      wrong.set(`${sighting.reader} ${signal.id}`, `${sighting.reader} saw ${signal.kind} ${signal.id}`);
    }
  }
  const findings = [...wrong.values()].slice(0, 10).map((what): Finding => ({ invariant: 'I2', what }));
  return { invariant: 'I2', checked, findings, figure: `${checked} sightings in raw bytes` };
}

/** When each audience first heard each signal: by one of its readers whose right had covered it from before it was sent. */
function firstSaid({ of, oracle }: Facts, byWord: ReadonlyMap<string, Signal>): Map<string, number> {
  const said = new Map<string, number>();
  for (const { reader, seen, t } of of('frame'))
    for (const word of seen) {
      const signal = byWord.get(word);
      const key = `${oracle.audienceOf(reader)} ${signal?.id}`;
      if (signal && !said.has(key) && oracle.mustSee(reader, signal, t)) said.set(key, Math.max(t, signal.ackedAt));
    }
  return said;
}
