import type { Declared, Environment, Shape } from './env';

/** Given on the command line, a program prints its configuration and ends. */
export const printFlag = '--print-config';

/** What a program would run with: every variable it reads, its value or default, and what it expects. Of secrets only whether they are set. */
export function printout<S extends Shape>(declared: Declared<S>, environment: Environment): string {
  const lines = declared
    .describe(environment)
    .map(({ name, shown = '', expects, required }) => [name, shown, `${expects}${required ? ', must be set' : ''}`]);
  const width = (column: number): number => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const [first, second] = [width(0), Math.min(60, width(1))];
  return `${lines.map(([name = '', shown = '', expects = '']) => `${name.padEnd(first)}  ${shown.padEnd(second)}  ${expects}`).join('\n')}\n`;
}
