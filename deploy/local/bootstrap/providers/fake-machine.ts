import type { RunResult, System } from '../types';

export interface Machine {
  readonly env?: Record<string, string>;
  readonly platform?: string;
  readonly arch?: string;
  readonly cacheDir?: string;
  /** Commands that are installed, and what they answer to a line of arguments. */
  readonly commands?: Record<string, (line: string) => RunResult>;
  readonly fetch?: System['fetch'];
  readonly dial?: System['dial'];
}

/** A network on which nothing can be found. */
const closedNetwork: System['fetch'] = () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }));
const nobodyListens: System['dial'] = () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
const notInstalled = (): RunResult => ({ code: 127, output: '' });

const LAPTOP: Required<Machine> = {
  env: {},
  platform: 'linux',
  arch: 'x64',
  cacheDir: '/nowhere/spil',
  commands: {},
  fetch: closedNetwork,
  dial: nobodyListens,
};

/** A machine of the test's own making: nothing is installed and nothing can be reached unless the test says so. */
export const machine = (differences: Machine = {}): System => {
  const { commands, ...rest } = { ...LAPTOP, ...differences };
  return {
    root: '/nowhere/project',
    ...rest,
    which: (name) => (commands[name] ? `/bin/${name}` : undefined),
    run: (name, args) => Promise.resolve((commands[name.replace('/bin/', '')] ?? notInstalled)(args.join(' '))),
  };
};

/** A command that always answers the same. */
export const says =
  (output: string, code = 0) =>
  (): RunResult => ({ code, output });
