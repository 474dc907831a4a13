import { describe, expect, it } from '@jest/globals';
import { noticeMotives, responses, severities, urgencies, type Sealed } from '@spil/contracts';
import { plusSeconds, unwrap } from '@spil/domain-kit';
import fc from 'fast-check';
import type { Call } from './call';
import { closeCall, decideResponse, informCaller, promiseOf, warnAtOf, type DecisionForm, type Doing, type NoticeForm } from './response';
import { proposedTriage, triageCall, type TriageFacts } from './triage';

const now = '2026-01-12T10:00:00.000Z';
const later = '2026-01-12T12:00:00.000Z';
const doingAt = (at: string): Doing => ({
  now: at,
  by: 'd1',
  seal: (text): Sealed => ({ alg: 'A256GCM', iv: at, data: `sealed ${text}`, keys: {} }),
  open: ({ data }) => data.replace('sealed ', ''),
});
const doing = doingAt(now);
const registered = { callId: 'c1', nature: 'noise', urgency: 'notUrgent' } as Call;
const weighed = (facts: Partial<TriageFacts> = {}, at = now) =>
  unwrap(
    triageCall(
      registered,
      { severity: 'limited', urgency: 'notUrgent', nature: 'noise', ...facts },
      { tables: proposedTriage, now: at, by: 'd1' },
    ),
  );
const notice: NoticeForm = { motive: 'moreUrgentFirst', expectedAt: later };
const laterForm: DecisionForm = { response: 'LATER', notice };
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''));

describe('a decision', () => {
  it('needs a triage first', () => {
    expect(codeOf(decideResponse(registered, laterForm, doing))).toBe('intervention.triage-missing');
  });

  it('later is refused without a motive, without a time, with a time that is over, and "other" without words', () => {
    const decide = (over?: NoticeForm) => codeOf(decideResponse(weighed(), { response: 'LATER', notice: over }, doing));
    expect(decide(undefined)).toBe('intervention.notice-required');
    expect(decide({ expectedAt: later })).toBe('intervention.notice-required');
    expect(decide({ motive: 'noHurry' })).toBe('intervention.notice-required');
    expect(decide({ ...notice, motive: 'other', words: '  ' })).toBe('intervention.notice-required');
    expect(decide({ ...notice, expectedAt: now })).toBe('intervention.expected-in-past');
    expect(decide({ ...notice, motive: 'other', words: 'Road works' })).toBe('ok');
  });

  it('as proposed needs no reason; otherwise it does, and the reason is sealed', () => {
    const decided = unwrap(decideResponse(weighed(), laterForm, doing));
    expect(decided.decision).toEqual({ response: 'LATER', deviates: false, decidedAt: now, decidedBy: 'd1' });
    expect(codeOf(decideResponse(weighed(), { response: 'IMMEDIATE', reason: ' ' }, doing))).toBe('intervention.deviation-needs-reason');
    const other = unwrap(decideResponse(weighed(), { response: 'IMMEDIATE', reason: 'The unit is around the corner' }, doing));
    expect(other.decision).toMatchObject({ response: 'IMMEDIATE', deviates: true });
    expect(doing.open(other.decision?.reasonSealed as Sealed)).toBe('The unit is around the corner');
    const urgent = weighed({ severity: 'lifeThreatening' });
    expect(codeOf(decideResponse(urgent, laterForm, doing))).toBe('intervention.deviation-needs-reason');
  });

  it('without a table in force is free: nothing was proposed', () => {
    const early = weighed({}, '2025-06-01T10:00:00.000Z');
    expect(early.triage).not.toHaveProperty('proposal');
    expect(unwrap(decideResponse(early, { response: 'IMMEDIATE' }, doing)).decision?.deviates).toBe(false);
  });

  it('the same again changes nothing, however late it comes', () => {
    const form = { ...laterForm, notice: { ...notice, words: 'Nobody free' } };
    const decided = unwrap(decideResponse(weighed(), form, doing));
    expect(unwrap(decideResponse(decided, form, doingAt('2026-01-12T13:00:00.000Z')))).toBe(decided);
  });
});

describe('what the caller was told', () => {
  const decided = () => unwrap(decideResponse(weighed(), laterForm, doing));

  it('may change; what was said before stays, and the last word is the promise', () => {
    const at = '2026-01-12T11:50:00.000Z';
    const moved = unwrap(informCaller(decided(), { motive: 'noUnitFree', expectedAt: '2026-01-12T13:00:00.000Z' }, doingAt(at)));
    expect(moved.notices).toMatchObject([{ expectedAt: later }, { motive: 'noUnitFree', issuedAt: at }]);
    expect(promiseOf(moved)?.expectedAt).toBe('2026-01-12T13:00:00.000Z');
    expect(unwrap(informCaller(moved, { motive: 'noUnitFree', expectedAt: '2026-01-12T13:00:00.000Z' }, doingAt(at)))).toBe(moved);
    expect(codeOf(informCaller(weighed(), notice, doing))).toBe('intervention.decision-missing');
  });

  it('asks for a look so long before its time as the zone says, and no more when the call is closed', () => {
    const targets = [{ from: '2026-01-01', warnMinutes: 10 }];
    expect(warnAtOf(decided(), targets, now)).toBe('2026-01-12T11:50:00.000Z');
    expect(warnAtOf(weighed(), targets, now)).toBeUndefined();
    expect(warnAtOf(unwrap(closeCall(decided(), doing)), targets, now)).toBeUndefined();
  });

  it('is asked for before a call closes', () => {
    expect(codeOf(closeCall(weighed(), doing))).toBe('intervention.decision-missing');
    const silent = unwrap(decideResponse(weighed({ severity: 'lifeThreatening' }), { response: 'IMMEDIATE' }, doing));
    expect(codeOf(closeCall(silent, doing))).toBe('intervention.notice-missing');
    const told = unwrap(informCaller(silent, { motive: 'unitComing', expectedAt: later }, doing));
    const closed = unwrap(closeCall(told, doing));
    expect(unwrap(closeCall(closed, doingAt(later)))).toBe(closed);
    for (const refused of [decideResponse(closed, laterForm, doing), informCaller(closed, notice, doing)]) {
      expect(codeOf(refused)).toBe('intervention.call-closed');
    }
  });
});

describe('whatever dispatchers do, in whatever order', () => {
  const anyNotice = fc.record(
    {
      motive: fc.constantFrom(...noticeMotives),
      words: fc.constantFrom('', 'Some words'),
      expectedAt: fc.integer({ min: -60, max: 600 }).map((minutes) => plusSeconds(now, minutes * 60)),
    },
    { requiredKeys: [] },
  );
  const step = fc.oneof(
    fc
      .record({ severity: fc.constantFrom(...severities), urgency: fc.constantFrom(...urgencies), nature: fc.constant('noise') })
      .map((facts) => (call: Call, at: Doing) => triageCall(call, facts, { tables: proposedTriage, now: at.now, by: at.by })),
    fc
      .record(
        { response: fc.constantFrom(...responses), reason: fc.constantFrom('', 'Because'), notice: anyNotice },
        { requiredKeys: ['response'] },
      )
      .map((form) => (call: Call, at: Doing) => decideResponse(call, form, at)),
    anyNotice.map((form) => (call: Call, at: Doing) => informCaller(call, form, at)),
    fc.constant((call: Call, at: Doing) => closeCall(call, at)),
  );

  const holds = (call: Call, before: Call): void => {
    const { decision, notices = [], closedAt } = call;
    const mustBeTold = decision?.response === 'LATER' || closedAt !== undefined;
    expect(mustBeTold && notices.length === 0).toBe(false);
    expect([decision === undefined || call.triage !== undefined, !decision?.deviates || decision.reasonSealed !== undefined]).toEqual([
      true,
      true,
    ]);
    const earlier = before.notices ?? [];
    expect(notices.slice(0, earlier.length)).toEqual(earlier);
    for (const one of notices) expect([one.motive.length > 0, one.expectedAt > one.issuedAt]).toEqual([true, true]);
  };

  it('a later answer always has its motive and its time, a closed call its notice, and nothing said is lost or made over', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let call = registered;
        for (const [index, take] of steps.entries()) {
          const before = call;
          const result = take(call, doingAt(plusSeconds(now, index * 60)));
          if (result.ok) call = result.value;
          holds(call, before);
          if (before.closedAt !== undefined) expect(call).toBe(before);
        }
      }),
    );
  });
});
