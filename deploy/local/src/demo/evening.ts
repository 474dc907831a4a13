import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readJson, writePrivate } from '../files';
import { ApiProblem, type ReadyFile } from '../tools/api';
import { acts } from './acts';
import { daysBefore } from './days-before';
import { evening } from './evening-script';
import type { Happening } from './happenings';
import { NotYet, stageOf, type Stage } from './stage';

export interface EveningOptions {
  dir: string;
  /** Milliseconds between two happenings of the evening; the days before it pass quicker. */
  pace: number;
  signal: AbortSignal;
  now(): Date;
}

interface Part {
  /** As what the folder keeps how far it is. */
  name: 'daysBefore' | 'next';
  /** How its keys begin: with one key a happening happens once, however often it is asked. */
  key: string;
  happenings: readonly Happening[];
  pace: number;
}

/** Quick enough that nobody waits for it, slow enough for a small machine that has just started. */
const DAYS_BEFORE_PACE_MS = 150;
const AGAIN_MS = 500;
/** So often for what is on its way from one service to another; then it is passed over. */
const MOST_TRIES = 20;

const place = (dir: string): string => join(dir, 'evening.json');
type Progress = Partial<Record<Part['name'], number>>;

/**
 * Plays the made-up evening through the public API, one happening at a time, as its people would, and before it at once what
 * happened in the days before; once per data folder, going on where the last start left off. A happening the suite refuses
 * (somebody else moved the unit meanwhile) is passed over.
 */
export async function playEvening(ready: ReadyFile, { dir, pace, signal, now }: EveningOptions): Promise<void> {
  const parts: readonly Part[] = [
    { name: 'daysBefore', key: 'before', happenings: daysBefore, pace: Math.min(pace, DAYS_BEFORE_PACE_MS) },
    { name: 'next', key: 'evening', happenings: evening, pace },
  ];
  const progress: Progress = readJson<Progress>(place(dir)) ?? {};
  if (parts.every(({ name, happenings }) => (progress[name] ?? 0) >= happenings.length)) return;
  const stage = await stageOf(ready, now);
  for (const { name, key, happenings, pace: between } of parts) {
    for (let next = progress[name] ?? 0; next < happenings.length && (await pause(between, signal)); next++) {
      if (!(await act(stage, happenings[next] as Happening, { key: `${key}-${next}`, signal }))) return;
      progress[name] = next + 1;
      writePrivate(place(dir), JSON.stringify(progress));
    }
  }
}

/** Asks until it happened or was refused; false when it was told to stop meanwhile. */
async function act(stage: Stage, it: Happening, { key, signal }: { key: string; signal: AbortSignal }): Promise<boolean> {
  const ask = acts[it.kind] as (it: Happening, stage: Stage, once: { idempotencyKey: string }) => Promise<unknown>;
  for (let tries = 1; ; tries++) {
    try {
      await ask(it, stage, { idempotencyKey: key });
      return true;
    } catch (error) {
      if (isRefused(error) || (error instanceof NotYet && tries >= MOST_TRIES)) return true;
    }
    if (!(await pause(AGAIN_MS, signal))) return false;
  }
}

/** Anything else passes: what could not be reached, or has not arrived yet. */
const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status < 500 && error.status !== 429;

/** Waits; false when it was told to stop meanwhile. */
const pause = (ms: number, signal: AbortSignal): Promise<boolean> => setTimeout(ms, true, { signal }).catch(() => false);
