import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Table } from './outcome';
import { fine } from './figures';

export interface CpuProfile {
  /** Microseconds of the machine's monotonic clock, which all processes share. */
  startTime: number;
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

/** A folder for one profile: `args` for Node, and the table of what took the time once the process has ended. */
export interface Profiling {
  args: string[];
  /** What came before is the start, and left out of the table; what comes after `end` is the stop. */
  begin(): void;
  end(): void;
  table(title: string, messages: number): Table;
}

/** V8's sampling profiler (`--cpu-prof`), every 200 µs. */
export function profiling(): Profiling {
  const dir = mkdtempSync(join(tmpdir(), 'spil-profile-'));
  const now = (): number => Number(process.hrtime.bigint() / 1_000n);
  const stretch = { from: 0, to: Number.POSITIVE_INFINITY };
  return {
    args: ['--cpu-prof', `--cpu-prof-dir=${dir}`, '--cpu-prof-interval=200'],
    begin: () => void (stretch.from = now()),
    end: () => void (stretch.to = now()),
    table(title, messages) {
      const file = readdirSync(dir).find((name) => name.endsWith('.cpuprofile'));
      const profile = file === undefined ? undefined : (JSON.parse(readFileSync(join(dir, file), 'utf8')) as CpuProfile);
      rmSync(dir, { recursive: true, force: true });
      return { title, head: ['function', 'where', 'self %', 'self µs/msg'], rows: profile ? rowsOf(profile, messages, stretch) : [] };
    },
  };
}

/** The functions that took the most, in words, from a profile's table. */
export const heaviest = ({ rows }: Table, many = 3): string =>
  rows
    .slice(0, many)
    .map(
      ([name = '?', where, percent, micros]) => `${name.startsWith('(anonymous') ? `${name} ${where}` : name} ${percent} % (${micros} µs)`,
    )
    .join(', ');

const AT_REST = new Set(['(idle)', '(root)', '(program)']);

/** Functions by their own time, the largest first; waiting is left out. */
export function rowsOf(
  { startTime, nodes, samples, timeDeltas }: CpuProfile,
  messages: number,
  { from, to }: { from: number; to: number },
): string[][] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      { name: functionName || '(anonymous)', where: url === '' ? 'Node' : `${basename(url)}:${lineNumber + 1}` },
    ]),
  );
  const self = new Map<string, number>();
  let all = 0;
  let at = startTime;
  samples.forEach((id, i) => {
    at += timeDeltas[i] ?? 0;
    if (at < from || at > to) return;
    const { name, where } = names.get(id) ?? { name: '?', where: '?' };
    if (AT_REST.has(name)) return;
    const micros = timeDeltas[i] ?? 0;
    all += micros;
    const key = `${name}\n${where}`;
    self.set(key, (self.get(key) ?? 0) + micros);
  });
  return [...self]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 18)
    .map(([key, micros]) => [...key.split('\n'), fine((micros / all) * 100), fine(micros / messages)]);
}
