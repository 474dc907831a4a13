import { parseArgs } from 'node:util';

export interface FaultOptions {
  ids: string[];
  seeds: number;
  /** The first seed; others follow. */
  seed: number;
  minutes: number;
  /** As long and as often as reliability.md says, instead of as short as still shows the same. */
  full: boolean;
  controls: boolean;
  short: boolean;
  /** Folder for histories and the report. */
  out: string;
  /** A kept history to judge again. */
  replay: string | undefined;
}

export const usage = `usage: npm run faults -- <ids…|all> [--seeds N] [--seed FIRST] [--minutes M] [--full] [--no-controls] [--short] [--out FOLDER]
       npm run faults -- replay FILE      judges a kept history again
       npm run faults -- list             the scenarios and what their controls build wrong`;

/** Throws a sentence for what it does not know. */
export function optionsOf(args: readonly string[], known: readonly string[]): FaultOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      seeds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '1' },
      full: { type: 'boolean', default: false },
      controls: { type: 'boolean', default: true },
      short: { type: 'boolean', default: false },
      out: { type: 'string', default: 'dist/faults' },
    },
  });
  const [first, second] = positionals;
  const replay = first === 'replay' ? second : undefined;
  if (first === 'replay' && replay === undefined) throw new Error(usage);
  const asked = replay !== undefined || first === 'list' ? [] : positionals;
  const all = asked.includes('all') || (values.short && asked.length === 0);
  const unknown = asked.find((id) => id !== 'all' && !known.includes(id));
  if (unknown !== undefined) throw new Error(`there is no scenario ${unknown}; there are ${known.join(' ')}`);
  return {
    ids: all ? [...known] : asked,
    seeds: count('--seeds', values.seeds),
    seed: count('--seed', values.seed),
    minutes: Number(values.minutes),
    full: values.full,
    controls: values.controls,
    short: values.short,
    out: values.out,
    replay,
  };
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1`);
  return number;
}
