import { cloudEvent, defineEvent, eventSubject, type CloudEvent } from '@spil/contracts';
import { z } from 'zod';

/** The message every contender carries: a signal of 633 bytes as CloudEvents JSON. */
export const signal = defineEvent('wijk.bench-signal.v1', {
  summary: 'A signal, for benches',
  purpose: 'service',
  handling: 'H0',
  retentionClass: 'bench',
  listeners: ['intervention'],
  schema: z.strictObject({
    n: z.int(),
    wijk: z.string(),
    kind: z.enum(['noise', 'litter']),
    at: z.iso.datetime(),
    text: z.string().max(400),
  }),
  sample: { n: 1, wijk: 'w-01', kind: 'noise', at: '2026-01-01T00:00:00.000Z', text: 'x' },
});
export type Signal = CloudEvent<{ n: number }>;

const text = 'Loud music again from the second floor, third evening this week; windows open, several people on the balcony.'.slice(0, 113);
const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

/** Message number `n` of a run; `aggregate` spreads over 1,000. */
export function signalOf(run: number, n: number): CloudEvent {
  const id = `0190${hex(run & 0xffff, 4)}-${hex((n >>> 16) & 0xffff, 4)}-7000-8000-${hex(n, 12)}`;
  const stamp = { id, zone: 'zone1', aggregate: { kind: 'signal', id: `s${n % 1_000}` }, sequence: n, at: '2026-01-01T00:00:00.000Z' };
  return cloudEvent(signal, stamp, { n, wijk: 'w-01', kind: 'noise' as const, at: '2026-01-01T00:00:00.000Z', text });
}

/** A message ready to be published. */
export interface Ready {
  subject: string;
  id: string;
  body: Buffer;
}

/** Where the messages of a run come from, by number. */
export type Supply = (n: number) => Ready;

/** Made when asked for (B3: making is part of the work), or all before the clock starts (B1: only publishing is measured); of so many `bytes` where given. */
export function supplyOf(run: number, count: number, beforehand: boolean, bytes?: number): Supply {
  const make = (n: number): Ready => {
    const event = signalOf(run, n);
    const text = JSON.stringify(event);
    const body = bytes === undefined ? text : text.slice(0, bytes).padEnd(bytes);
    return { subject: subjectOf(n), id: event.id, body: Buffer.from(body) };
  };
  if (!beforehand) return make;
  const made = Array.from({ length: count }, (_, n) => make(n));
  return (n) => made[n] ?? make(n);
}

export const subjectOf = (n: number): string => eventSubject(signal, 'zone1', `s${n % 1_000}`);
