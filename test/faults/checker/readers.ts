import type { Facts } from './facts';
import type { Finding, Verdict } from './check';

/**
 * I2: nothing of a signal, neither its id nor any of its words, reached a reader who was not entitled to it. `seen` holds every
 * id and every `writer-counter` found in the raw bytes of the connection, frames and everything between them.
 */
export function noWrongReader({ signals, of, oracle, writes }: Facts): Verdict {
  const byWord = new Map(signals.flatMap((signal) => [[signal.id, signal] as const, [signal.token, signal] as const]));
  const unacknowledged = new Set([...writes.values()].map(({ token }) => token).filter((token) => !byWord.has(token)));
  const wrong = new Map<string, string>();
  let checked = 0;
  for (const { reader, seen, t } of of('frame')) {
    for (const word of seen) {
      const signal = byWord.get(word);
      if (!signal && !unacknowledged.has(word)) continue;
      checked++;
      if (signal && !oracle.maySee(reader, signal, t)) wrong.set(`${reader} ${signal.id}`, `${reader} saw ${signal.kind} ${signal.id}`);
    }
  }
  const findings = [...wrong.values()].slice(0, 10).map((what): Finding => ({ invariant: 'I2', what }));
  return { invariant: 'I2', checked, findings, figure: `${checked} sightings in raw bytes` };
}
