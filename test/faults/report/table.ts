import { findingsOf } from '../checker/check';
import type { Result } from '../runner';

const mark = (result: Result): string => {
  if (result.skipped.length > 0) return 'SKIPPED';
  return result.passed ? 'pass' : 'FAIL';
};

/** One line a scenario on the terminal, and below those that failed what was found. */
export function tableOf(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { scenario, seed, seconds, verdicts, controls } = result;
    const acked = verdicts.find(({ invariant }) => invariant === 'I1')?.checked ?? 0;
    const back = verdicts.find(({ invariant }) => invariant === 'I8')?.figure ?? '';
    const noticed = `${controls.filter((one) => one.noticed).length}/${controls.length}`;
    return [mark(result), scenario.id, String(seed), `${seconds} s`, String(acked), back, noticed, scenario.title.slice(0, 70)];
  });
  const head = ['', 'id', 'seed', 'took', 'acked', 'recovered', 'controls', 'fault'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const lines = [head, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...results.flatMap(troubles)].join('\n');
}

function troubles(result: Result): string[] {
  const { scenario, seed, broken, skipped, controls, history } = result;
  const said = skipped.map((what) => `  SKIPPED ${scenario.id}: ${what}`);
  if (result.passed) return said;
  return [
    ...said,
    `\n${scenario.id} seed ${seed} (${history}):`,
    ...(broken === undefined ? [] : [`  broke off: ${broken}`]),
    ...findingsOf(result.verdicts).map(({ invariant, what }) => `  ${invariant} ${what}`),
    ...controls
      .filter(({ noticed }) => !noticed)
      .map(({ what, by }) => `  control not noticed: ${what}${by.length > 0 ? ` (only ${by.join('; ')})` : ''}`),
  ];
}
