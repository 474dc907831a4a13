import { parseArgs } from 'node:util';
import type { RunPlan } from './contenders/plan';

export type Scenario = RunPlan['scenario'];

export interface BenchOptions {
  scenarios: Scenario[];
  rounds: number;
  messages: Record<Scenario, number>;
  warmUp: number;
  json: string | undefined;
  smoke: boolean;
}

const full = { rounds: 5, messages: { B1: 60_000, B3: 40_000 }, warmUp: 20_000 };
const small = { rounds: 2, messages: { B1: 15_000, B3: 8_000 }, warmUp: 5_000 };

/** `B1 B3 [--rounds N] [--messages N] [--json FILE] [--smoke]`; throws a sentence for anything else. */
export function optionsOf(args: readonly string[]): BenchOptions {
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
  const scenarios = positionals.length === 0 ? ['B1', 'B3'] : positionals;
  const unknown = scenarios.find((name) => name !== 'B1' && name !== 'B3');
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}; there are B1 and B3`);
  const size = values.smoke ? small : full;
  const messages = values.messages === undefined ? undefined : count('--messages', values.messages);
  return {
    scenarios: scenarios as Scenario[],
    rounds: values.rounds === undefined ? size.rounds : count('--rounds', values.rounds),
    messages: messages === undefined ? size.messages : { B1: messages, B3: messages },
    warmUp: size.warmUp,
    json: values.json,
    smoke: values.smoke,
  };
}

function count(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1`);
  return number;
}
