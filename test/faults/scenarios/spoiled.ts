import type { Oracle, Signal } from '../oracle';
import { factsOf } from '../checker/facts';
import type { Control } from '../scenario';

// Controls over copies of a good history: where building the suite wrong is not sensible, its history is spoiled instead, always
// in a way that the fault of the scenario could have brought about.

/** One acknowledged write is gone from the database: 201 before the commit, and a kill. */
export const lostDocument: Control = {
  what: 'the history of a suite that answered 201 before its commit',
  notices: ['I1'],
  spoil(lines) {
    const [signal] = factsOf(lines).signals;
    return lines.filter((line) => line.k !== 'document' || line.id !== signal?.id);
  },
};

/** One frame never came: a resume from a forged or forgotten position. */
export const lostFrame: Control = {
  what: 'the history of a feed that resumed one position too far',
  notices: ['I1'],
  spoil(lines) {
    const { signals, oracle, end } = factsOf(lines);
    const due = signals.find((signal) => oracle.mustSee('crew-1', signal, end));
    return lines.filter(
      (line) => (line.k !== 'frame' && line.k !== 'listed') || line.reader !== 'crew-1' || !line.seen.includes(due?.id ?? ''),
    );
  },
};

/** A consumer without a version check or an event key took effect twice. */
export const doubledEffect: Control = {
  what: 'the history of a consumer that counts every delivery',
  notices: ['I3'],
  spoil(lines) {
    const first = lines.find((line) => line.k === 'effect');
    return lines.map((line) => (line === first && line.k === 'effect' ? { ...line, times: 2 } : line));
  },
};

/** A feed that does not ask again at delivery: a frame reaches a reader whose rights are over, or never were. */
export const wrongReader: Control = {
  what: 'the history of a feed that delivers without asking again',
  notices: ['I2'],
  spoil(lines) {
    const { signals, oracle, of } = factsOf(lines);
    const frames = of('frame');
    const last = frames.at(-1);
    const foreign = foreignTo(oracle, signals, last?.t ?? 0);
    const extra = foreign && { k: 'frame' as const, t: last?.t ?? 0, reader: foreign.reader, event: 'briefing', seen: [foreign.signal.id] };
    return [...lines, ...(extra ? [extra] : [])];
  },
};

function foreignTo(oracle: Oracle, signals: readonly Signal[], at: number): { reader: string; signal: Signal } | undefined {
  // What changes by version goes into nobody's feed: a note or a call must be it.
  const shown = signals.filter(({ kind }) => kind !== 'point' && kind !== 'unit');
  for (const reader of oracle.readers) {
    const signal = shown.find((one) => !oracle.maySee(reader, one, at));
    if (signal) return { reader, signal };
  }
  return undefined;
}
