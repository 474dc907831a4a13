/** By the name a store knows a metric by: whether its series are told apart by zone. A name that is not ours is not in it. */
export type ZonedMetrics = ReadonlyMap<string, boolean>;

/** Words of PromQL: texts, comments, ranges, numbers, names, blanks, and any other sign alone. */
const word = /"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|`[^`]*`|#[^\r\n]*|\[[^\]]*\]|\d[\w.]*|[A-Za-z_:][\w:]*|\s+|[^]/g;
/** Characters of a question; the longest of ours has some two hundred, and reading takes the square of it. */
const longest = 2_000;

/** After these comes a list of labels in parentheses. */
const listing = new Set(['by', 'without', 'on', 'ignoring', 'group_left', 'group_right']);
const reserved = new Set([
  ...['and', 'or', 'unless', 'atan2', 'bool', 'offset', 'inf', 'nan', 'sum', 'min', 'max', 'avg', 'group', 'stddev', 'stdvar'],
  ...['count', 'count_values', 'bottomk', 'topk', 'quantile', 'limitk', 'limit_ratio'],
]);

/**
 * A question about figures that reads nothing of another zone: every selector of a metric with a zone asks for the own one, so
 * that no sum mixes zones; one that asks for another zone finds nothing. Undefined when the question cannot be read.
 */
export function withinZone(query: string, zone: string, metrics: ZonedMetrics): string | undefined {
  const words = wordsOf(query);
  if (!words) return undefined;
  const matcher = (name: string | undefined): string => matcherOf(name, zone, metrics);
  let told = '';
  let name: string | undefined;
  let until: string | undefined;
  for (const [at, one] of words.entries()) {
    told += one;
    if (until !== undefined) until = one === until ? undefined : until;
    else if (!isSilent(one)) {
      const next = following(words, at);
      const before = name;
      name = nameOf(one, next);
      until = endOf(one, next);
      told += one === '{' ? inBraces(matcher(before), next) : braced(name, next, matcher);
    }
  }
  return until === undefined ? told : undefined;
}

/** Undefined for a text or range without an end: from there on we might read other words than the store does. */
function wordsOf(query: string): readonly string[] | undefined {
  if (query.length > longest) return undefined;
  const words = query.match(word) ?? [];
  return words.some((one) => /^["'`[\\]$/.test(one)) ? undefined : words;
}

/** Goes first in the braces that are there. */
const inBraces = (matcher: string, next: string | undefined): string => (matcher === '' || next === '}' ? matcher : `${matcher},`);

/** Braces of its own for a name that has none. */
function braced(name: string | undefined, next: string | undefined, matcher: (name: string) => string): string {
  const asked = name === undefined || next === '{' ? '' : matcher(name);
  return asked && `{${asked}}`;
}

/** Of a name we do not know, series of no zone stay: they are about machines. */
function matcherOf(name: string | undefined, zone: string, metrics: ZonedMetrics): string {
  const zoned = name === undefined ? undefined : metrics.get(name);
  return zoned === undefined ? `zone=~"${zone}|"` : zoned ? `zone="${zone}"` : '';
}

const isSilent = (one: string): boolean => /^(?:\s|#)/.test(one);
const lists = (one: string, next: string | undefined): boolean => listing.has(one.toLowerCase()) && next === '(';

/** The name of a metric, which no function, operator or list of labels is. */
function nameOf(one: string, next: string | undefined): string | undefined {
  const lower = one.toLowerCase();
  return /^[A-Za-z_:]/.test(one) && next !== '(' && !reserved.has(lower) && !listing.has(lower) ? one : undefined;
}

/** What ends the matchers or labels that begin here; nothing in them is a selector. */
const endOf = (one: string, next: string | undefined): string | undefined => (one === '{' ? '}' : lists(one, next) ? ')' : undefined);

const following = (words: readonly string[], at: number): string | undefined => words.slice(at + 1).find((one) => !isSilent(one));

interface Labelled {
  labels?: Labels;
}
type Labels = Record<string, string>;
interface Alert extends Labelled {
  state?: string;
}
interface Rule extends Labelled {
  state?: string;
  alerts?: Alert[];
}
interface Figures {
  result?: ({ metric?: Labels } | number | string)[];
  alerts?: Alert[];
  groups?: { rules?: Rule[] }[];
}

/** What a store of figures answers, without series and alerts that name another zone. */
export function ofZone(answer: unknown, zone: string): unknown {
  const data = (answer as { data?: Figures } | null)?.data;
  if (typeof data !== 'object' || data === null) return answer;
  const isHere = (labels: Labels | undefined): boolean => (labels?.['zone'] ?? zone) === zone;
  const { result, alerts, groups } = data;
  if (Array.isArray(result)) data.result = result.filter((series) => typeof series !== 'object' || isHere(series.metric));
  if (Array.isArray(alerts)) data.alerts = alerts.filter(({ labels }) => isHere(labels));
  for (const group of groups ?? []) {
    group.rules = (group.rules ?? []).filter(({ labels }) => isHere(labels));
    for (const rule of group.rules) keepAlerts(rule, isHere);
  }
  return answer;
}

/** The state of a rule is that of its worst alert, so it follows what is left of them. */
function keepAlerts(rule: Rule, isHere: (labels: Labels | undefined) => boolean): void {
  const left = rule.alerts?.filter(({ labels }) => isHere(labels));
  if (left === undefined || left.length === rule.alerts?.length) return;
  rule.alerts = left;
  rule.state = ['firing', 'pending'].find((state) => left.some((alert) => alert.state === state)) ?? 'inactive';
}
