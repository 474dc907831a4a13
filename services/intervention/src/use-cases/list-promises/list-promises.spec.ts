import { describe, expect, it } from '@jest/globals';
import { unwrap } from '@spil/domain-kit';
import type { Call } from '../../domain/call';
import { clock, MemoryReads, now, person, seal } from '../memory.fixture';
import { ListPromises } from './list-promises';

const words = (text: string) => seal.seal({ text }, ['intervention'], 'call-1');
const call: Call = {
  ...{ callId: 'call-1', zone: 'amow', number: '101-2026-000001', wijkId: 'W1', point: [4, 51], nature: 'noise', urgency: 'notUrgent' },
  ...{ receivedAt: now, registeredAt: now, registeredBy: 'dispatcher-1', teams: ['noord'] },
  sealed: seal.seal({ summary: 'Loud music' }, ['gateway', 'intervention'], 'call-1'),
  callerSealed: seal.seal({ name: 'Somebody' }, ['intervention'], 'call-1'),
  decision: { response: 'LATER', deviates: true, decidedAt: now, decidedBy: 'dispatcher-1', reasonSealed: words('Knows the street') },
  notices: [
    { motive: 'noHurry', expectedAt: '2026-01-12T11:00:00.000Z', issuedAt: now, issuedBy: 'dispatcher-1' },
    { motive: 'other', expectedAt: '2026-01-12T12:00:00.000Z', issuedAt: now, issuedBy: 'dispatcher-1', wordsSealed: words('Road works') },
  ],
};
const setup = (reads = new MemoryReads()) => {
  const calls = { promised: () => Promise.resolve([call]) };
  const targets = [{ from: '2026-01-01', warnMinutes: 10 }];
  return { reads, list: new ListPromises(calls, reads, seal, { ...clock, targets }) };
};
const asked = { request: {}, caller: person('dispatcher'), zone: 'amow' };

describe('the promises that stand', () => {
  it('are shown with every word that was said, the last one first, and never with who called or why it was decided otherwise', async () => {
    const { list, reads } = setup();
    const { calls } = unwrap(await list.run(asked));
    expect(calls).toMatchObject([
      {
        summary: 'Loud music',
        warnAt: '2026-01-12T11:50:00.000Z',
        notices: [{ motive: 'other', words: 'Road works' }, { motive: 'noHurry' }],
      },
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/Somebody|Knows the street|dispatcher-1/);
    expect(reads.lines).toMatchObject([{ subject: 'call-1', processingActivity: 'intervention.list-promises', actor: 'dispatcher-1' }]);
  });

  it('are not shown when the reading cannot be logged', async () => {
    const reads = new MemoryReads();
    reads.broken = true;
    await expect(setup(reads).list.run(asked)).rejects.toThrow('read-log.unavailable');
  });
});
