import type { Bench, Scenario } from '../bench';
import { fine, whole } from '../figures';
import { ratio, type Outcome, type Plot, type Target } from '../outcome';
import { ownSuite } from '../world/suite';
import { frameOverHistory, hopOverHistory, publishOverSize } from './growth-messages';
import { noteOverHistory, noteOverSubscriptions, noteOverZones } from './growth-notes';

/** What something costs while something else grows. */
export interface Curve {
  name: string;
  /** What grows, and what is measured. */
  x: string;
  unit: string;
  /** It must not follow what grows. */
  flat: boolean;
  series: Record<string, [number, number][]>;
}

/** The same work over a longer and longer history: what it costs must not follow the history. */
export const growth: Scenario = {
  id: 'growth',
  title: 'the same work over a growing history, larger messages, more zones and more subscriptions',
  async run(bench: Bench) {
    const payload = await publishOverSize(bench);
    const hop = await hopOverHistory(bench);
    const frame = await frameOverHistory(bench);
    const suite = await ownSuite(bench);
    const notes = await noteOverHistory(bench, suite);
    const zones = await noteOverZones(bench, suite);
    const subscriptions = await noteOverSubscriptions(bench, suite);
    await suite.stop();
    return outcomeOf([...payload, hop, frame, notes, zones, subscriptions]);
  },
};

function outcomeOf(curves: readonly Curve[]): Outcome {
  const targets: Target[] = curves
    .filter(({ flat }) => flat)
    .map(({ name, series: { spil: points = [] } }) => {
      const [first, last] = [points[0]?.[1] ?? Number.NaN, points.at(-1)?.[1] ?? Number.NaN];
      const title = `growth, ${name}: cost at ${whole(points.at(-1)?.[0])}, times that at ${whole(points[0]?.[0])}`;
      return ratio(title, last / first, { most: 1.5 });
    });
  const plots: Plot[] = curves.map(({ name, x, unit, series }) => ({
    title: name,
    kind: 'lines',
    x: { label: x, log: true },
    y: { label: unit },
    series: Object.entries(series).map(([peer, points]) => ({ name: peer, points })),
  }));
  const rows = curves.flatMap(({ name, unit, series }) =>
    Object.entries(series).flatMap(([peer, points]) => points.map(([x, y]) => [name, peer, whole(x), fine(y), unit])),
  );
  return {
    scenario: 'growth',
    title: growth.title,
    tables: [{ head: ['what grows', 'of', 'to', 'cost', 'in'], rows }],
    targets,
    plots,
    invalid: [],
    notes: [
      'a flat or logarithmic curve stays within half as much again from the least to the most; a larger message costs more by its nature, and stands beside the tuned library',
      'payload: bodies cut or padded to their size, publishing only; zones: in each other zone somebody follows something, and something was routed, filed and briefed before',
    ],
  };
}
