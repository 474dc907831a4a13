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
  constructor(
    private readonly routes: Routes<H>,
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
    const mismatch = contradiction(event, route.contract, subject);
    if (mismatch) return no(mismatch);
    const checked = route.contract.validate(event.data);
    if (!checked.ok) return no({ kind: 'invalid', violations: checked.errors.map(({ path, rule }) => ({ path, rule })) });
    return { ok: true, event, route, key: event.subject ?? event.id, subject };
  }

  private authentic(route: Route, subject: string, { headers, data }: Incoming): boolean {
    const token = headers?.get(header.auth);
    const id = headers?.get(header.originalId) || headers?.get(header.id);
    if (!token || !id) return false;
    return this.auth.verify(route.contract.owner, subject, { id, body: data, token });
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

/** Type, zone and subject must belong to the producer that signed: a signature alone would let it speak for another. */
function contradiction(event: CloudEvent, contract: EventContract | FrameContract, subject: string): DeadReason | undefined {
  const parsed = parseSubject(subject);
  if (!parsed) return { kind: 'no-route' };
  if (event.type !== contract.type) return { kind: 'forged', code: 'type' };
  if (event.source !== sourceOf(parsed.zone, contract.owner)) return { kind: 'forged', code: 'source' };
  if (parsed.prefix === 'feeds' && contract.kind === 'frame' && !addressable(contract, parsed.audience)) {
    return { kind: 'forged', code: 'audience' };
  }
  return undefined;
}

const addressable = (contract: FrameContract, audience: string): boolean =>
  contract.audiences.some((allowed) => allowed === audience || (allowed.endsWith('*') && audience.startsWith(allowed.slice(0, -1))));
