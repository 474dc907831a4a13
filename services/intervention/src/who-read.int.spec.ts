import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { proofFlaw, type ReadProof } from '@spil/audit';
import { listBriefings, listCalls, registerCall, whoReadIntervention } from '@spil/contracts';
import { problem, ServiceBench, value, type Person } from '@spil/service-bench';
import { processEnvironment, startService } from '@spil/service-host';
import { dispatcher, drawZone, inW1, noord, share, told, zone, zones } from './intervention.fixture';
import { intervention } from './intervention.service';

let bench: ServiceBench;
const auditor: Person = { sub: 'auditor-1', roles: ['auditor'], zone };
beforeAll(async () => {
  bench = await ServiceBench.start('intervention', zones, processEnvironment(), () => startService(intervention));
  await drawZone(bench);
}, 120_000);
afterAll(() => bench?.stop(), 30_000);

describe('who read what crews were told, and a call', () => {
  it('is told by the number of the item or the call, proved, and to nobody but the auditor', async () => {
    const { itemId, noteId } = await share(bench, { handling: 'H1', level: 'safety' }, { safetyLine: 'Canary dog' });
    await told(bench, itemId);
    const call = {
      point: inW1,
      nature: 'noise',
      urgency: 'urgent' as const,
      summary: 'Canary summary',
      receivedAt: '2026-01-12T09:00:00.000Z',
    };
    const { callId } = value(await bench.ask(registerCall, dispatcher, call));
    value(await bench.ask(listBriefings, noord, {}));
    value(await bench.ask(listCalls, noord, {}));
    const reads = async (recordId: string, also?: string[]) =>
      value(await bench.ask(whoReadIntervention, auditor, { recordId, ...(also ? { also } : {}), proof: true }));
    // By the note's number nothing is known here: its items are named by information-sharing.
    expect((await reads(noteId)).lines).toEqual([]);
    const ofItem = await reads(noteId, [itemId]);
    expect(ofItem.lines).toContainEqual(
      expect.objectContaining({ actor: 'crew-1', action: 'list-briefings', rule: 'crew-reads-own-area', decision: 'shown' }),
    );
    const ofCall = await reads(callId);
    expect(ofCall.lines).toContainEqual(expect.objectContaining({ actor: 'crew-1', action: 'list-calls', rule: 'own-area-call' }));
    for (const { proof } of [ofItem, ofCall]) expect(proofFlaw(proof as ReadProof)).toBeUndefined();
    expect(JSON.stringify([ofItem, ofCall])).not.toContain('Canary');
    for (const who of [noord, dispatcher])
      expect(problem(await bench.ask(whoReadIntervention, who, { recordId: itemId }))).toBe('forbidden');
  });
});
