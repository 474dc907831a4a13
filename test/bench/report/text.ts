import type { Shown, Table, Target } from '../outcome';

/** A table for people, as Markdown. */
export function tableText({ title, head, rows }: Table): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const text = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const lines = [text(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(text)];
  return (title === undefined ? lines : [title, ...lines]).join('\n');
}

/** One line for each target. */
export const verdictOf = ({ name, value, wanted, kind, reached }: Target): string =>
  `${reached ? 'reached    ' : 'NOT reached'}  ${name}: ${value.toFixed(2)} (target: at ${kind} ${wanted})`;

/** Everything of a scenario, for the terminal. */
export function outcomeText({ scenario, title, on, tables, targets, limits = [], invalid, notes }: Shown): string {
  return [
    `\n${scenario}: ${title}`,
    ...on.map((line) => `  ${line}`),
    ...tables.map(tableText),
    ...targets.map(verdictOf),
    ...limits.map((limit) => `limit: ${limit}`),
    ...invalid.map((reason) => `INVALID: ${reason}`),
    ...notes.map((note) => `  ${note}`),
  ].join('\n');
}
