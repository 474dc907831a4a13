import { type Answer, json } from '../http';
import type { Labels } from '../otlp/points';
import { Evaluator, type SeriesReader } from './evaluate';
import type { Rule } from './rules';

interface Active {
  labels: Labels;
  since: number;
  value: number;
  firing: boolean;
}

const iso = (ms: number): string => new Date(ms).toISOString();
const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());

/** Evaluates alert rules over the stored metrics, and answers Prometheus' `/api/v1/alerts` and `/api/v1/rules`. */
export class Alerts {
  private readonly active = new Map<Rule, Map<string, Active>>();
  private evaluatedAt = 0;

  constructor(
    private readonly rules: readonly Rule[],
    private readonly store: SeriesReader,
    private readonly now: () => number,
  ) {}

  /** One round: what holds longer than its wait fires; what no longer holds is gone at once. */
  evaluate(): void {
    const at = this.now();
    const evaluator = new Evaluator(this.store);
    for (const rule of this.rules) this.active.set(rule, this.round(rule, evaluator, at));
    this.evaluatedAt = at;
  }

  answer(path: string): Answer | undefined {
    if (path === '/api/v1/alerts') return json({ status: 'success', data: { alerts: this.rules.flatMap((rule) => this.alertsOf(rule)) } });
    if (path !== '/api/v1/rules') return undefined;
    const rules = this.rules.map((rule) => this.ruleOf(rule));
    return json({ status: 'success', data: { groups: [{ name: 'spil', file: 'rules.yaml', interval: 15, rules }] } });
  }

  private round(rule: Rule, evaluator: Evaluator, at: number): Map<string, Active> {
    const before = this.active.get(rule);
    const holding = evaluator.at(rule.expression, at).map(({ labels, value }): [string, Active] => {
      const { __name__: _name, ...kept } = labels;
      const key = keyOf(kept);
      const since = before?.get(key)?.since ?? at;
      return [key, { labels: kept, since, value, firing: at - since >= rule.forMs }];
    });
    return new Map(holding);
  }

  private alertsOf(rule: Rule) {
    return [...(this.active.get(rule)?.values() ?? [])].map(({ labels, since, value, firing }) => ({
      labels: { alertname: rule.name, ...rule.labels, ...labels },
      annotations: rule.annotations,
      state: firing ? 'firing' : 'pending',
      activeAt: iso(since),
      value: String(value),
    }));
  }

  private ruleOf(rule: Rule) {
    const alerts = this.alertsOf(rule);
    return {
      type: 'alerting',
      name: rule.name,
      query: rule.query,
      duration: rule.forMs / 1000,
      labels: rule.labels,
      annotations: rule.annotations,
      alerts,
      state: alerts.some(({ state }) => state === 'firing') ? 'firing' : alerts.length > 0 ? 'pending' : 'inactive',
      health: 'ok',
      lastEvaluation: iso(this.evaluatedAt),
      evaluationTime: 0,
    };
  }
}
