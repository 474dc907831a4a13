import { parseSubject, sourceOf, type CloudEvent, type EventContract, type FrameContract } from '@spil/contracts';
import type { MsgHdrs } from '@nats-io/transport-node';
import { header } from './headers';
import type { ProducerAuth } from './producer-auth';
import type { Route, Routes } from './routes';
import type { DeadReason } from './settlement';

/** A stored message as it comes off the stream. */
export interface Incoming {
  subject: string;
  data: Uint8Array;
  headers?: MsgHdrs | undefined;
  /** A cheaper way to one header, where there is one. */
  header?(name: string): string | undefined;
}

export type Admitted<H> = { ok: true; event: CloudEvent; route: Route<H>; key: string; subject: string };
export type Refused = { ok: false; reason: DeadReason; subject: string };

const REPLAY = /^replays\.[a-z-]+\./;

/** The subject a message had when its producer stored it: a replay carries it behind `replays.<service>.`. */
export const originalSubject = (subject: string): string => (subject.startsWith('replays.') ? subject.replace(REPLAY, '') : subject);

/**
 * Decides whether a stored message may reach a handler: a route, the producer's own signature, an envelope that says what its
 * subject says, and data that keep the contract. What is refused here is never retried.
 */
export class Admission<H> {
  private readonly expectations = new Map<string, Expectation>();

  constructor(
    private readonly routes: Pick<Routes<H>, 'find'>,
    private readonly auth: ProducerAuth,
  ) {}

  admit(message: Incoming): Admitted<H> | Refused {
    const subject = originalSubject(message.subject);
    const no = (reason: DeadReason): Refused => ({ ok: false, reason, subject });
    const route = this.routes.find(subject);
    if (!route) return no({ kind: 'no-route' });
    if (!this.authentic(route, subject, message)) return no({ kind: 'forged', code: 'signature' });
    const event = decode(message.data);
    if (!event) return no({ kind: 'undecodable' });
    const mismatch = contradiction(event, this.expected(route.contract, subject));
    if (mismatch) return no(mismatch);
    const checked = route.contract.validate(event.data);
    if (!checked.ok) return no({ kind: 'invalid', violations: checked.errors.map(({ path, rule }) => ({ path, rule })) });
    return { ok: true, event, route, key: event.subject ?? event.id, subject };
  }

  private authentic(route: Route, subject: string, message: Incoming): boolean {
    const get = (name: string): string | undefined => (message.header ? message.header(name) : message.headers?.get(name) || undefined);
    const token = get(header.auth);
    const id = get(header.originalId) ?? get(header.id);
    if (!token || !id) return false;
    return this.auth.verify(route.contract.owner, subject, { id, body: message.data, token });
  }

  /** What an event on this subject must say of itself; zones × parts bound how many there are. */
  private expected(contract: EventContract | FrameContract, subject: string): Expectation {
    const known = this.expectations.get(subject);
    if (known) return known;
    const made = expectationOf(contract, subject);
    if (this.expectations.size < 10_000) this.expectations.set(subject, made);
    return made;
  }
}

function decode(data: Uint8Array): CloudEvent | undefined {
  try {
    const event: unknown = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString('utf8'));
    return isEnvelope(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

// The producer checked the whole envelope and signed it; here only what the code behind relies on.
function isEnvelope(event: unknown): event is CloudEvent {
  if (typeof event !== 'object' || event === null) return false;
  const { specversion, id, source, type, subject } = event as Record<string, unknown>;
  if (specversion !== '1.0' || typeof source !== 'string' || typeof type !== 'string') return false;
  return typeof id === 'string' && id !== '' && (subject === undefined || typeof subject === 'string');
}

/** The only type and source that a subject allows, or why it allows none. */
type Expectation = { type: string; source: string } | { refused: DeadReason };

function expectationOf(contract: EventContract | FrameContract, subject: string): Expectation {
  const parsed = parseSubject(subject);
  if (!parsed) return { refused: { kind: 'no-route' } };
  if (parsed.prefix === 'feeds' && contract.kind === 'frame' && !addressable(contract, parsed.audience)) {
    return { refused: { kind: 'forged', code: 'audience' } };
  }
  return { type: contract.type, source: sourceOf(parsed.zone, contract.owner) };
}

/** Type, zone and subject must belong to the producer that signed: a signature alone would let it speak for another. */
function contradiction(event: CloudEvent, expected: Expectation): DeadReason | undefined {
  if ('refused' in expected) return expected.refused;
  if (event.type !== expected.type) return { kind: 'forged', code: 'type' };
  return event.source === expected.source ? undefined : { kind: 'forged', code: 'source' };
}

const addressable = (contract: FrameContract, audience: string): boolean =>
  contract.audiences.some((allowed) => allowed === audience || (allowed.endsWith('*') && audience.startsWith(allowed.slice(0, -1))));
