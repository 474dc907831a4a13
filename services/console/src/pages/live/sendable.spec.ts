import { describe, expect, it } from '@jest/globals';
import type { Unit } from './frames';
import { choiceOf, sendable } from './sendable';

const unit = (unitId: string, status: Unit['status'] = 'available', wijkId = 'W01') =>
  ({ unitId, status, wijkIds: [wijkId], team: 'noord', since: '2026-01-12T10:00:00.000Z' }) as Unit;
const call = { wijkId: 'W01', units: [] };
const idsOf = (units: Unit[]) => units.map(({ unitId }) => unitId);

describe('who is sent to a call', () => {
  it('is offered in order: free and of the area first; who is busy, off duty or sent already is not', () => {
    const units = [unit('far', 'available', 'W09'), unit('under-way', 'enRoute'), unit('near'), unit('busy', 'busy'), unit('sent')];
    expect(idsOf(sendable(units, { wijkId: 'W01', units: ['sent'] }))).toEqual(['near', 'far', 'under-way']);
  });

  it('stays who was chosen when the list is sorted anew, and is nobody when that one can no longer go', () => {
    const before = sendable([unit('a'), unit('b')], call);
    expect(choiceOf('a', before)).toEqual({ unitId: 'a' });
    expect(choiceOf('a', sendable([unit('a', 'enRoute'), unit('b')], call))).toEqual({ unitId: 'a' });
    expect(choiceOf('a', sendable([unit('a', 'busy'), unit('b')], call))).toEqual({ gone: 'a' });
  });

  it('is nobody before a choice, and nobody again once the chosen one was sent here', () => {
    expect(choiceOf('', [unit('b')])).toEqual({});
    expect(choiceOf('a', [unit('b')], ['a'])).toEqual({});
  });
});
