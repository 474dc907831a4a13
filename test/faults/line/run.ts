import { readFileSync } from 'node:fs';
import type { RunRules } from '../history';
import type { Control, Noticing, Run, Scenario } from '../scenario';
import type { Flaw } from './contract';
import { Line, type LineOptions } from './line';
import { askAgain, load, type Latency, type LineLoad } from './load';
import { observe } from './observe';
import { LINE_STREAM } from './contract';

export interface LinePlan {
  id: string;
  title: string;
  short?: boolean;
  /** Where the line stands; handed the run, so that clusters can be made. */
  options?: LineOptions | ((run: Run) => LineOptions);
  load?: LineLoad | ((run: Run) => LineLoad);
  /** The fault; begins with the load. */
  fault(line: Line, run: Run): Promise<void>;
  /** Looks at what the fault is about, when all is settled. */
  after?(line: Line, run: Run, latencies: readonly Latency[]): Promise<void> | void;
  rules?: Partial<RunRules>;
  /** Built wrong, the same scenario must be failed by these invariants and claims. */
  controls: readonly (Noticing & { flaws: readonly Flaw[]; what: string; options?: LineOptions; load?: LineLoad })[];
  moreControls?: readonly Control[];
  on?: Scenario['on'];
}

const defaultLoad: LineLoad = { rate: 150, seconds: 6 };

/** A scenario on the small bench: start, load and fault side by side, heal, wait, look. */
export function lineScenario(plan: LinePlan): Scenario {
  return {
    id: plan.id,
    title: plan.title,
    on: plan.on ?? 'line',
    ...(plan.short ? { short: true } : {}),
    run: (run) => once(plan, run, {}),
    controls: [
      ...plan.controls.map(({ flaws, notices, claims = [], what, options, load: other }): Control => ({
        what,
        notices,
        claims,
        run: (run) => once({ ...plan, ...(other ? { load: other } : {}) }, run, { ...options, flaws }),
      })),
      ...(plan.moreControls ?? []),
    ],
  };
}

async function once(plan: LinePlan, run: Run, more: LineOptions): Promise<void> {
  const { history } = run;
  const planned = typeof plan.options === 'function' ? plan.options(run) : (plan.options ?? {});
  const options = { ...planned, ...more };
  const line = await Line.start(options);
  const size = (typeof plan.load === 'function' ? plan.load(run) : plan.load) ?? defaultLoad;
  const rules: RunRules = {
    scenario: plan.id,
    seed: run.seed.number,
    title: plan.title,
    load: `${size.rate}/s for ${size.seconds} s or as long as the fault, 8 writers, on the line (${line.mongo.title})`,
    mark: 'line',
    within: 20_000,
    consumers: [{ consumer: 'listener', kinds: ['count'] }],
    streams: [{ stream: LINE_STREAM, kinds: ['count'] }],
    traces: false,
    ...plan.rules,
  };
  // A control is expected to miss something: it need not be waited for long.
  const within = (options.flaws ?? []).length > 0 ? Math.min(rules.within, 6_000) : rules.within;
  history.add({ k: 'run', ...rules, within });
  try {
    let faulty = true;
    const loading = load(line, history, { ...size, goOn: () => faulty });
    const fault = plan.fault(line, run).finally(() => (faulty = false));
    const [latencies] = await Promise.all([loading, fault]);
    history.add({ k: 'healed' });
    await askAgain(line, history);
    await observe(line, history, within);
    await plan.after?.(line, run, latencies);
  } catch (error) {
    for (const program of [...line.writers, ...line.listeners]) run.say(`  ${program.name}: ${lastWords(line, program.name)}`);
    throw error;
  } finally {
    await line.stop();
  }
}

function lastWords({ dir }: Line, name: string): string {
  return readFileSync(`${dir}/${name}.log`, 'utf8').split('\n').filter(Boolean).slice(-3).join(' | ');
}
