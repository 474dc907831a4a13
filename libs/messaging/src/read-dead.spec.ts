import { describe, expect, it } from '@jest/globals';
import type { DeadLetter } from './dead-letter';
import { readDead } from './read-dead';

const time = new Date('2026-01-12T09:30:00.000Z');
const stored = (said: unknown, subject = 'dead.wijk') => ({
  subject,
  seq: 7,
  time,
  data: Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)),
});
const letter: DeadLetter = {
  service: 'wijk',
  reason: { kind: 'invalid', violations: [{ path: '/data', rule: 'type' }] },
  at: '2026-01-12T09:30:00.000Z',
  stream: 'EVENTS_MEDIATION',
  seq: 3,
  durable: 'wijk',
  deliveries: 1,
  subject: 'events.mediation.demo.request-counted.1',
  id: '0190a5c0-0000-7000-8000-000000000000',
};

describe('reading a dead letter', () => {
  it('gives back what was put aside', () => {
    expect(readDead(stored(letter))).toEqual(letter);
    expect(readDead(stored({ ...letter, auth: 'a', body: 'b', traceparent: 't' }))).toMatchObject({ auth: 'a', body: 'b' });
  });

  it.each([
    ['no JSON', 'Zonneveld {'],
    ['nothing', 'null'],
    ['an answer of the broker', { type: 'io.nats.jetstream.api.v1.consumer_info_response', name: 'Zonneveld' }],
    ['a letter without reason', { ...letter, reason: undefined, id: 'Zonneveld' }],
    ['a reason nobody gives', { ...letter, reason: { kind: 'Zonneveld' } }],
    ['a service that is none', { ...letter, service: 'Zonneveld' }],
  ])('of %s is one about itself, of which nothing is believed', (_what, said) => {
    const read = readDead(stored(said));
    expect(read).toMatchObject({ service: 'wijk', reason: { kind: 'undecodable' }, stream: 'DEAD', seq: 7, at: time.toISOString() });
    expect(JSON.stringify(read)).not.toContain('Zonneveld');
    expect(readDead(stored(said, 'dead.Zonneveld')).service).toBe('operations');
  });
});
