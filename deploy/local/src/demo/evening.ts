import { join } from 'node:path';
import {
  acceptItem,
  listInbox,
  listNeighbourhoods,
  recordNote,
  registerCall,
  reportNuisance,
  requestMediation,
  returnItem,
  setUnitStatus,
} from '@spil/contracts';
import { readJson, writePrivate } from '../files';
import { Api, ApiProblem, type ReadyFile } from '../tools/api';
import { pointInside } from '../tools/points';
import { evening, type Happening } from './evening-script';

export interface EveningOptions {
  dir: string;
  /** Milliseconds between two happenings. */
  pace: number;
  signal: AbortSignal;
  now(): Date;
}

const place = (dir: string): string => join(dir, 'evening.json');

/**
 * Plays the made-up evening through the public API, one happening at a time, as its people would; once per data folder, going
 * on where the last start left off. A happening the suite refuses (somebody else moved the unit meanwhile) is passed over.
 */
export async function playEvening(ready: ReadyFile, { dir, pace, signal, now }: EveningOptions): Promise<void> {
  let next = readJson<{ next: number }>(place(dir))?.next ?? 0;
  if (next >= evening.length) return;
  const stage = await stageOf(ready, now);
  for (; next < evening.length && (await pause(pace, signal)); next++) {
    try {
      await act(stage, evening[next] as Happening, next);
    } catch (error) {
      // Not reachable just now: the same happening again after the next pause.
      if (!(error instanceof ApiProblem) || error.status >= 500 || error.status === 429) next--;
    }
    writePrivate(place(dir), JSON.stringify({ next: next + 1 }));
  }
}

interface Stage {
  as(person: string): Api;
  spot(where: number): [number, number];
  /** A moment ago, as ISO text. */
  ago(): string;
}

async function stageOf(ready: ReadyFile, now: () => Date): Promise<Stage> {
  const people = new Map<string, Api>();
  const as = (person: string): Api => {
    const api = people.get(person) ?? new Api(ready, person);
    people.set(person, api);
    return api;
  };
  const { features } = await as('administrator-1').ask(listNeighbourhoods, {});
  const spot = (where: number): [number, number] => {
    const wijk = features[where % features.length];
    if (!wijk) throw new Error('no zone is loaded');
    return pointInside(wijk.geometry, where);
  };
  return { as, spot, ago: () => new Date(now().getTime() - 60_000).toISOString() };
}

async function act({ as, spot, ago }: Stage, it: Happening, n: number): Promise<void> {
  const once = { idempotencyKey: `evening-${n}` };
  switch (it.kind) {
    case 'note':
      return void (await as(it.by).ask(recordNote, { ...form, ...it.note, point: spot(it.where), observedAt: ago() }, once));
    case 'call':
      return void (await as('dispatcher-1').ask(registerCall, { ...it.call, point: spot(it.where), receivedAt: ago() }, once));
    case 'nuisance':
      return void (await as('environment-1').ask(reportNuisance, { ...it.nuisance, point: spot(it.where), observedAt: ago() }, once));
    case 'mediation':
      return void (await as('mediator-1').ask(requestMediation, it.request, once));
    case 'status':
      return void (await as('dispatcher-1').ask(setUnitStatus, { unitId: it.unit, status: it.status, point: spot(it.where) }));
    case 'triage':
      return triage(as(it.by), it.decision);
  }
}

const form = {
  ...{ kind: 'problem' as const, evaluation: { source: 'A' as const, information: 2 as const }, handling: 'H0' as const },
  ...{ purpose: 'administrative' as const, legalBasis: 'wpa-44-1' },
};

async function triage(investigator: Api, decision: 'accept' | 'knownAlready'): Promise<void> {
  const { entries } = await investigator.ask(listInbox, { status: 'new', limit: 1 });
  const itemId = entries[0]?.itemId;
  if (itemId === undefined) return;
  if (decision === 'accept') await investigator.ask(acceptItem, { itemId });
  else await investigator.ask(returnItem, { itemId, reason: decision });
}

/** Waits; false when it was told to stop meanwhile. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve(false)), { once: true });
  });
}
