import { readFileSync } from 'node:fs';
import type { Variable } from './variables';

export type Shape = Record<string, Variable<unknown>>;
export type ConfigOf<S extends Shape> = { readonly [K in keyof S]: S[K] extends Variable<infer T> ? T : never };
export type Environment = Readonly<Record<string, string | undefined>>;

/** One line of the printout: never the value of a secret. `shown` is only there when an environment was given. */
export interface Described {
  name: string;
  expects: string;
  required: boolean;
  secret: boolean;
  shown?: string;
}

/** A declaration: call it with an environment to get the typed values, or ask it to describe itself. */
export interface Declared<S extends Shape> {
  (environment: Environment): ConfigOf<S>;
  /** The names this program reads, what each expects, and (given an environment) the values that are no secret. */
  describe(environment?: Environment): Described[];
  readonly names: readonly string[];
}

/** The environment does not fit; `problems` has one sentence per variable, with what to do. Values never appear. */
export class ConfigError extends Error {
  readonly code = 'config.invalid';
  constructor(
    readonly problems: readonly string[],
    readonly names: readonly string[],
  ) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

class Refused extends Error {}

const rawText = (name: string, variable: Variable<unknown>, from: Environment): string | undefined => {
  const direct = from[name];
  const file = from[`${name}_FILE`];
  if (direct || !variable.secret || !file) return direct === '' ? undefined : direct;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Refused(`${name}_FILE names a file that cannot be read: check its path and rights`);
  }
};

const valueOf = (name: string, variable: Variable<unknown>, from: Environment, remedy: string): unknown => {
  const raw = rawText(name, variable, from);
  if (raw === undefined) {
    if (variable.required) throw new Refused(`${name} is missing: set it to ${variable.expects}${remedy}`);
    return variable.fallback;
  }
  const value = variable.parse(raw);
  if (value === undefined) throw new Refused(`${name} does not fit: set it to ${variable.expects}${remedy}`);
  return value;
};

const shown = (name: string, variable: Variable<unknown>, from: Environment): string => {
  const raw = from[name] || undefined;
  if (variable.secret) return raw || from[`${name}_FILE`] ? '(set)' : '(not set)';
  return raw ?? (variable.fallback === undefined ? '(not set)' : `${String(variable.fallback)} (default)`);
};

const parse = (shape: Shape, from: Environment, remedy: string): Record<string, unknown> => {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  const names: string[] = [];
  for (const [name, variable] of Object.entries(shape)) {
    try {
      values[name] = valueOf(name, variable, from, remedy);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push(error.message);
      names.push(name);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems, names);
  return values;
};

/**
 * Declares every environment variable a program reads, once. The result parses an environment into a frozen typed
 * object or throws one ConfigError that names all variables that do not fit. `readme` is where people find more.
 */
export const env = <S extends Shape>(shape: S, opts: { readme?: string } = {}): Declared<S> => {
  const remedy = opts.readme ? ` (see ${opts.readme})` : '';
  const read = (from: Environment): ConfigOf<S> => Object.freeze(parse(shape, from, remedy)) as ConfigOf<S>;
  const describe = (from?: Environment): Described[] =>
    Object.entries(shape).map(([name, variable]) => ({
      name,
      expects: variable.expects,
      required: variable.required,
      secret: variable.secret,
      ...(from ? { shown: shown(name, variable, from) } : {}),
    }));
  return Object.assign(read, { describe, names: Object.keys(shape) });
};
