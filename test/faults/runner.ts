import { join } from 'node:path';
import { check, findingsOf, type Finding, type Verdict } from './checker/check';
import { History, type Line } from './history';
import type { Control, Noticing, Run, Scenario } from './scenario';
import { Seeded } from './tools/seeded';

export interface ControlResult {
  what: string;
  /** The checker failed it by one of the invariants named, and by every claim named. */
  noticed: boolean;
  by: string[];
}

/** What one scenario with one seed came to. */
export interface Result {
  scenario: Pick<Scenario, 'id' | 'title' | 'on'>;
  seed: number;
  seconds: number;
  load: string;
  verdicts: Verdict[];
  claims: { what: string; ok: boolean; figure: string }[];
  skipped: string[];
  controls: ControlResult[];
  /** Why it could not be run to its end. */
  broken?: string;
  history: string;
  passed: boolean;
}

export interface RunnerOptions {
  out: string;
  minutes: number;
  full: boolean;
  controls: boolean;
  say(line: string): void;
}

/** Runs a scenario and its controls; a control the checker does not fail makes the scenario fail. */
export async function runScenario(scenario: Scenario, seed: number, options: RunnerOptions): Promise<Result> {
  const began = Date.now();
  const path = join(options.out, `${scenario.id}-${seed}.ndjson`);
  const { lines, broken } = await recorded(path, seed, options, (run) => scenario.run(run));
  const verdicts = lines.some(({ k }) => k === 'run') ? check(lines) : [];
  const skipped = lines.flatMap((line) => (line.k === 'skipped' ? [line.what] : []));
  const judged = verdicts.length > 0 || skipped.length > 0;
  const good = judged && broken === undefined && findingsOf(verdicts).length === 0;
  const controls = good && skipped.length === 0 ? await runControls(scenario, { lines, seed, options }) : [];
  return {
    scenario: { id: scenario.id, title: scenario.title, on: scenario.on },
    seed,
    seconds: Math.round((Date.now() - began) / 1_000),
    load: lines.flatMap((line) => (line.k === 'run' ? [line.load] : []))[0] ?? '',
    verdicts,
    claims: lines.flatMap((line) => (line.k === 'claim' ? [{ what: line.what, ok: line.ok, figure: line.figure }] : [])),
    skipped,
    controls,
    ...(broken === undefined ? {} : { broken }),
    history: path,
    passed: good && controls.every(({ noticed }) => noticed),
  };
}

interface Ran {
  lines: readonly Line[];
  seed: number;
  options: RunnerOptions;
}

async function runControls(scenario: Scenario, { lines, seed, options }: Ran): Promise<ControlResult[]> {
  const results: ControlResult[] = [];
  for (const [i, control] of (options.controls ? scenario.controls : []).entries()) {
    const path = join(options.out, `${scenario.id}-${seed}-control-${i + 1}.ndjson`);
    results.push(await runControl(control, lines, { ...options, seed, path }));
  }
  return results;
}

async function recorded(
  path: string,
  seed: number,
  { minutes, full, say }: RunnerOptions,
  work: (run: Run) => Promise<void>,
): Promise<{ lines: Line[]; broken?: string }> {
  const history = new History(path);
  try {
    await work({ seed: new Seeded(seed), history, minutes, full, say });
    return { lines: history.lines };
  } catch (error) {
    return {
      lines: history.lines,
      broken: error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join('\n') : String(error),
    };
  } finally {
    history.close();
  }
}

async function runControl(
  control: Control,
  lines: readonly Line[],
  options: RunnerOptions & { seed: number; path: string },
): Promise<ControlResult> {
  const seen =
    'spoil' in control
      ? { lines: control.spoil(structuredClone(lines) as Line[]) }
      : await recorded(options.path, options.seed, options, control.run);
  const broken = 'broken' in seen ? seen.broken : undefined;
  const findings = broken === undefined ? findingsOf(check(seen.lines)) : [];
  const noticed = isNoticed(control, findings);
  const by = findings.slice(0, 3).map(({ invariant, what }) => `${invariant}: ${what}`);
  return { what: control.what, noticed, by: broken === undefined ? by : [`could not be run: ${broken}`] };
}

/** One of the invariants named is broken, and each claim named has failed: what else fails is no proof of it. */
export function isNoticed({ notices, claims = [] }: Noticing, findings: readonly Finding[]): boolean {
  const failed = (claim: string): boolean => findings.some(({ invariant, what }) => invariant === 'plus' && what.includes(claim));
  return findings.some(({ invariant }) => notices.includes(invariant)) && claims.every(failed);
}
