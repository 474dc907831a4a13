// Prometheus' query API as these pages read it.
export type Labels = Readonly<Record<string, string>>;
/** Present value of each series. */
export type Vector = { labels: Labels; value: number }[];
/** Series on one axis of time (seconds); null where one has no value. */
export interface Plotted {
  times: number[];
  series: { label: string; values: (number | null)[] }[];
}

interface VectorAnswer {
  data?: { result?: { metric: Record<string, string>; value: [number, string] }[] };
}
interface MatrixAnswer {
  data?: { result?: { metric: Record<string, string>; values: [number, string][] }[] };
}
export interface Alert {
  labels: Labels;
  state: 'firing' | 'pending';
  activeAt: string;
}
export interface AlertRule {
  name: string;
  state: 'firing' | 'pending' | 'inactive';
  severity: string;
  alerts: Alert[];
}
interface RulesAnswer {
  data?: { groups?: { rules?: { type?: string; name: string; state?: string; labels?: Record<string, string>; alerts?: Alert[] }[] }[] };
}

const numberOf = (text: string): number => (text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text));

export const readVector = (answer: unknown): Vector =>
  ((answer as VectorAnswer).data?.result ?? []).map(({ metric, value }) => ({ labels: metric, value: numberOf(value[1]) }));

/** `{zone} → {consumer}` with the labels of a series. */
export const legendOf = (legend: string, labels: Labels): string =>
  legend.replace(/\{(\w+)\}/g, (_all, name: string) => labels[name] ?? '?');

/** Several answers of one chart, on one axis of time. */
export function readMatrix(answers: readonly { legend: string; answer: unknown }[]): Plotted {
  const rows = answers.flatMap(({ legend, answer }) =>
    ((answer as MatrixAnswer).data?.result ?? []).map(({ metric, values }) => ({
      label: legendOf(legend, metric),
      points: new Map(values.map(([at, value]) => [at, numberOf(value)])),
    })),
  );
  const times = [...new Set(rows.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
  const at = (points: Map<number, number>, time: number): number | null => {
    const value = points.get(time);
    return value !== undefined && Number.isFinite(value) ? value : null;
  };
  return {
    times,
    series: rows
      .map(({ label, points }) => ({ label, values: times.map((time) => at(points, time)) }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  };
}

/** Every alert rule with what it says now, the firing ones first. */
export function readRules(answer: unknown): AlertRule[] {
  const rules = ((answer as RulesAnswer).data?.groups ?? []).flatMap((group) => group.rules ?? []);
  const order = ['firing', 'pending', 'inactive'];
  return rules
    .filter(({ type }) => type === undefined || type === 'alerting')
    .map(({ name, state, labels, alerts }) => ({
      name,
      state: (order.includes(state ?? '') ? state : 'inactive') as AlertRule['state'],
      severity: labels?.['severity'] ?? '',
      alerts: (alerts ?? []).filter(({ state: now }) => now === 'firing' || now === 'pending'),
    }))
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || a.name.localeCompare(b.name));
}
