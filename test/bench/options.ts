import { parseArgs } from 'node:util';
import type { BenchOptions } from './bench';

export interface CommandLine extends BenchOptions {
  scenarios: string[];
  json: string | undefined;
}

/** `B1 B3 [--rounds N] [--messages N] [--json FILE] [--smoke]`; throws a sentence for anything else. */
export function optionsOf(args: readonly string[], known: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      messages: { type: 'string' },
      json: { type: 'string' },
      smoke: { type: 'boolean', default: false },
    },
  });
  const scenarios = positionals.length === 0 ? ['B1', 'B3'] : positionals[0] === 'all' ? [...known] : positionals;
  const unknown = scenarios.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}; there are ${known.join(', ')}, all, and report`);
  return {
    scenarios,
    rounds: values.rounds === undefined ? undefined : count('--rounds', values.rounds),
    messages: values.messages === undefined ? undefined : count('--messages', values.messages),
    json: values.json,
    smoke: values.smoke,
  };
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1`);
  return number;
}
