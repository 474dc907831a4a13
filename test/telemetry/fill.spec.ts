import { describe, expect, it } from '@jest/globals';
import { recordNote, registerCall, requestMediation, requests } from '@spil/contracts';
import { Filler } from './fill';
import { isForm, realFields } from './sower';

const filler = () =>
  new Filler('x7q', {
    now: '2026-01-12T09:30:00.000Z',
    later: '2026-01-12T11:30:00.000Z',
    place: [4.4, 50.8],
    fields: realFields('W01'),
  });

describe('a request full of canaries', () => {
  it.each(requests.filter(isForm).map((contract) => [contract.name, contract] as const))('%s is still valid', (_, contract) =>
    expect(contract.validateRequest(filler().fill(contract))).toEqual({ ok: true }),
  );

  it('fills optional parts too: the person of a note, the caller of a call, the parties of a dispute', () => {
    const one = filler();
    for (const contract of [recordNote, registerCall, requestMediation]) one.fill(contract as never);
    const paths = [...one.canaries.values()];
    expect(paths).toEqual(
      expect.arrayContaining([
        'wijk.record-note.person.name',
        'wijk.record-note.assessment',
        'intervention.register-call.caller.phone',
        'mediation.request-mediation.parties[].name',
      ]),
    );
  });
});
