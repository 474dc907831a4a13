import { describe, expect, it } from '@jest/globals';
import { listCalls } from '@spil/contracts';
import { decidedElsewhere, dueOf, withAnswers } from './promise';

const at = (time: string): number => Date.parse(`2026-01-12T${time}:00.000Z`);

describe('a promise', () => {
  const notices = [{ motive: 'noHurry' as const, expectedAt: '2026-01-12T11:00:00.000Z', issuedAt: '2026-01-12T10:00:00.000Z' }];

  it('is near from the zone’s target on, and past from its time on', () => {
    const promise = { notices, warnAt: '2026-01-12T10:50:00.000Z' };
    expect(['10:49', '10:50', '10:59', '11:00'].map((time) => dueOf(promise, at(time)))).toEqual(['open', 'near', 'near', 'past']);
  });

  it('without a target is past in time all the same', () => {
    expect(['10:59', '11:00'].map((time) => dueOf({ notices }, at(time)))).toEqual(['open', 'past']);
    expect(dueOf({}, at('11:00'))).toBe('open');
  });
});

describe('what another desk decided', () => {
  it('stands in the list at once, on its own call only', () => {
    const [call] = listCalls.sample.answer.calls;
    if (!call) throw new Error('no sample');
    const other = { ...call, callId: '01939f6e-0000-7000-8000-000000000099' };
    const decision = { response: 'LATER' as const, deviates: true, decidedAt: '2026-01-12T10:00:00.000Z' };
    expect(decidedElsewhere([other, call], { callId: call.callId, ...decision })).toEqual([other, { ...call, decision }]);
    const closed = { callId: call.callId, ...decision, closedAt: '2026-01-12T12:00:00.000Z' };
    expect(decidedElsewhere([call], closed)).toEqual([{ ...call, decision, closedAt: closed.closedAt }]);
  });
});

describe('what the server answered here', () => {
  const [call] = listCalls.sample.answer.calls;
  if (!call) throw new Error('no sample');
  const facts = { callId: call.callId, severity: 'limited' as const, urgency: 'notUrgent' as const, nature: 'fight' };
  const weighed = { ...facts, triagedAt: '2026-01-12T10:00:00.000Z', proposal: { response: 'LATER' as const, withinMinutes: 60 } };
  const decided = { response: 'LATER' as const, deviates: false, decidedAt: '2026-01-12T10:01:00.000Z' };
  const told = { motive: 'noHurry' as const, expectedAt: '2026-01-12T11:00:00.000Z', issuedAt: '2026-01-12T10:01:00.000Z' };

  it('stands before a list says so', () => {
    const { triage } = withAnswers(call, { weighed });
    expect(triage).toEqual({ severity: 'limited', triagedAt: weighed.triagedAt, proposal: weighed.proposal });
    const answered = withAnswers(call, { weighed, decided, told, closedAt: '2026-01-12T10:02:00.000Z' });
    expect(answered).toMatchObject({ nature: 'fight', decision: decided, notices: [told], closedAt: '2026-01-12T10:02:00.000Z' });
  });

  it('gives way to what a list says later, such as what another desk decided', () => {
    const later = '2026-01-12T10:05:00.000Z';
    const listed = {
      ...call,
      triage: { severity: 'serious' as const, triagedAt: later },
      decision: { response: 'IMMEDIATE' as const, deviates: true, decidedAt: later },
      notices: [{ ...told, issuedAt: later }, told],
    };
    expect(withAnswers(listed, { weighed, decided, told })).toEqual(listed);
  });
});
