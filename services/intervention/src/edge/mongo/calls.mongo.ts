import { callCounted, callDecision, callFrame, crewAudience, crewsBriefed } from '@spil/contracts';
import { belgianDay, DomainError, fail, ok, type Instant, type Result } from '@spil/domain-kit';
import { pageOf, type AggregateStore, type IndexSpec } from '@spil/mongo';
import { untilSaved, type Outgoing, type YearlyCounter } from '@spil/service-host';
import type { Around } from '../../domain/around';
import type { Call } from '../../domain/call';
import { promiseOf } from '../../domain/response';
import type { SendableCalls, Sent } from '../../use-cases/assign-unit/assign-unit';
import type { Idempotency } from '../../use-cases/asked';
import type { CallScope } from '../../use-cases/call-scope';
import type { RegisteredCalls } from '../../use-cases/list-calls/list-calls';
import type { PromisedCalls } from '../../use-cases/list-promises/list-promises';
import type { KnownCalls } from '../../use-cases/read-scene-card/read-scene-card';
import type { NewCalls } from '../../use-cases/register-call/register-call';
import type { OpenCalls } from '../../use-cases/triage-call/triage-call';

/** `promisedFor` is there while a promise stands, so that the index holds no others. */
export type CallDocument = Omit<Call, 'callId'> & { _id: string; promisedFor?: Instant };

export const callIndexes: IndexSpec[] = [
  { name: 'zone_registered', key: { zone: 1, registeredAt: -1 } },
  // A crew's own calls, of its team or in its wijken: without these a new team would walk through all of the zone's.
  { name: 'zone_teams_registered', key: { zone: 1, teams: 1, registeredAt: -1 } },
  { name: 'zone_wijk_registered', key: { zone: 1, wijkId: 1, registeredAt: -1 } },
  { name: 'zone_number', key: { zone: 1, number: 1 }, unique: true },
  { name: 'zone_promised', key: { zone: 1, promisedFor: 1 }, partialFilterExpression: { promisedFor: { $exists: true } } },
];

/** 101 calls, one document each. */
export class MongoCalls implements NewCalls, RegisteredCalls, PromisedCalls, KnownCalls, SendableCalls, OpenCalls {
  constructor(
    private readonly store: AggregateStore<CallDocument>,
    private readonly counter: YearlyCounter,
    private readonly outgoing: Outgoing,
  ) {}

  nextNumber(zone: string, year: number): Promise<number> {
    return this.counter.next(zone, year);
  }

  async add(call: Call, idempotency: Idempotency | undefined): Promise<Call> {
    const frame = this.frame(call, 1, call.registeredAt);
    const { zone, wijkId, nature } = call;
    const day = belgianDay(call.registeredAt);
    // About the count, not the call: neither its id nor its time of day leaves with it.
    const about = { zone, kind: 'call-count', id: wijkId, sequence: 1, at: `${day}T00:00:00.000Z` };
    const counted = this.outgoing.event(callCounted, about, { wijkId, nature, day });
    const { stored } = await this.store.insert(documentOf(call), frame ? [frame, counted] : [counted], idempotency ? { idempotency } : {});
    return callOf(stored.doc);
  }

  async list(zone: string, { scope, before, limit }: { scope: CallScope; before?: Instant | undefined; limit: number }): Promise<Call[]> {
    const mine = scope === 'all' ? {} : { $or: [{ teams: { $in: [...scope.teams] } }, { wijkId: { $in: [...scope.wijkIds] } }] };
    return (await pageOf(this.store, { zone, ...mine }, { by: 'registeredAt', before, limit })).map(callOf);
  }

  async promised(zone: string, limit: number): Promise<Call[]> {
    const found = await this.store.find({ zone, promisedFor: { $gte: '' } }, { sort: { promisedFor: 1 }, limit });
    return found.map(({ doc }) => callOf(doc));
  }

  async byId(zone: string, callId: string): Promise<Call | undefined> {
    const stored = await this.store.byId(callId);
    return stored?.doc.zone === zone ? callOf(stored.doc) : undefined;
  }

  async around(zone: string, { box: [west, south, east, north], since }: Around): Promise<Call[]> {
    const within = { 'point.0': { $gte: west, $lte: east }, 'point.1': { $gte: south, $lte: north } };
    const found = await this.store.find({ zone, registeredAt: { $gte: since }, ...within }, { sort: { registeredAt: -1 }, limit: 500 });
    return found.map(({ doc }) => callOf(doc));
  }

  change(zone: string, callId: string, change: (now: Call) => Result<Sent>): Promise<Result<Call> | undefined> {
    return untilSaved(async () => {
      const stored = await this.store.byId(callId);
      if (stored?.doc.zone !== zone) return undefined;
      const before = callOf(stored.doc);
      const changed = change(before);
      if (!changed.ok) return changed;
      const { call, briefed, at } = changed.value;
      if (call === before) return ok(call);
      const sequence = stored.version + 1;
      const frame = this.frame(call, sequence, at);
      const about = { zone, kind: 'call', id: callId, sequence, at };
      const told = briefed.map((one) => this.outgoing.event(crewsBriefed, about, { ...one, teams: [...one.teams], at }));
      await this.store.save(stored, documentOf(call), [...(frame ? [frame] : []), ...told]);
      return ok(call);
    });
  }

  revise(zone: string, callId: string, at: Instant, change: (now: Call) => Result<Call>): Promise<Result<Call>> {
    return untilSaved(async () => {
      const stored = await this.store.byId(callId);
      if (stored?.doc.zone !== zone) return fail(new DomainError('not-found'));
      const before = callOf(stored.doc);
      const changed = change(before);
      if (!changed.ok || changed.value === before) return changed;
      const about = { sequence: stored.version + 1, at };
      const frames = [
        looksDifferent(before, changed.value) ? this.frame(changed.value, about.sequence, at) : undefined,
        this.decisionFrame(changed.value, about),
      ];
      await this.store.save(
        stored,
        documentOf(changed.value),
        frames.filter((frame) => frame !== undefined),
      );
      return changed;
    });
  }

  /** For the dispatch room: how the call is answered and what was promised; nothing before that was decided. */
  private decisionFrame(call: Call, { sequence, at }: { sequence: number; at: Instant }) {
    const { callId, zone, decision, closedAt } = call;
    if (!decision) return undefined;
    const expectedAt = promiseOf(call)?.expectedAt;
    const about = { zone, kind: 'call', id: callId, sequence, at };
    return this.outgoing.frame(callDecision, about, ['dispatch'], {
      ...{ callId, response: decision.response, deviates: decision.deviates, decidedAt: decision.decidedAt },
      ...(expectedAt === undefined ? {} : { expectedAt }),
      ...(closedAt === undefined ? {} : { closedAt }),
    });
  }

  /** The call as its crews and the dispatch room see it; never the caller. */
  private frame({ callId, zone, teams, ...call }: Call, sequence: number, at: Instant) {
    const { number, wijkId, point, nature, urgency, registeredAt, sealed } = call;
    const about = { zone, kind: 'call', id: callId, sequence, at };
    const shown = { callId, number, wijkId, point, nature, urgency, registeredAt, sealed };
    return this.outgoing.frame(callFrame, about, [...teams.map(crewAudience), 'dispatch'], shown);
  }
}

const looksDifferent = (a: Call, b: Call): boolean => a.nature !== b.nature || a.urgency !== b.urgency;

function documentOf({ callId: _id, ...call }: Call): CallDocument {
  const promise = promiseOf({ callId: _id, ...call });
  return { _id, ...call, ...(promise ? { promisedFor: promise.expectedAt } : {}) };
}
const callOf = ({ _id: callId, promisedFor: _, ...call }: CallDocument): Call => ({ callId, ...call });
