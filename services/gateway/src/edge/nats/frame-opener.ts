import type { JsMsg } from '@nats-io/jetstream';
import { frames, framePattern, type CloudEvent, type Sealed } from '@spil/contracts';
import { Admission, header, type ProducerAuth } from '@spil/messaging';
import { messagingTelemetry, type Logger } from '@spil/observability';
import { partsOf, type FeedEntry, type FeedFrame } from '../../domain/feed-frame';

/** Opens sealed parts addressed to the gateway. */
export interface Opener {
  open<T>(sealed: Sealed, aad: string): T;
}

const heard = frames.filter((frame) => frame.listeners.includes('gateway'));
const routes = heard.map((contract) => ({ pattern: framePattern(contract).split('.'), contract, handler: undefined }));
const fits = (pattern: readonly string[], subject: readonly string[]): boolean =>
  pattern.length === subject.length && pattern.every((word, i) => word === '*' || word === subject[i]);
const find = (subject: string) => {
  const words = subject.split('.');
  return routes.find(({ pattern }) => fits(pattern, words));
};

/** Turns stored messages into frames: producer authenticated, envelope and data checked, sealed part opened. */
export class FrameOpener {
  private readonly admission: Admission<undefined>;

  constructor(
    auth: ProducerAuth,
    private readonly opener: Opener,
    private readonly log: Logger,
  ) {
    this.admission = new Admission<undefined>({ find } as unknown as ConstructorParameters<typeof Admission<undefined>>[0], auth);
  }

  /** The authenticated event of a message for this gateway; undefined (and an alarm) for anything that is not what it says. */
  admit(message: JsMsg): CloudEvent | undefined {
    if (!find(message.subject)) return undefined;
    const admitted = this.admission.admit(message);
    if (admitted.ok) return admitted.event;
    const reason = admitted.reason.kind === 'forged' ? 'forged' : 'schema';
    messagingTelemetry.deadLettered('gateway', reason);
    this.log.error({ stream: message.info.stream, sequence: message.seq, reason }, 'a stored frame is not what it says: withheld');
    return undefined;
  }

  /** The entry of a message; without a frame when nobody may see what is there. */
  entry(message: JsMsg, place: { zone: string; audience: string }): FeedEntry {
    const event = this.admit(message);
    const frame = event && this.frame(event, message, place);
    return { sequence: message.seq, ...(frame ? { frame } : {}) };
  }

  private frame(event: CloudEvent, message: JsMsg, { zone, audience }: { zone: string; audience: string }): FeedFrame | undefined {
    const data = event.data as Record<string, unknown>;
    const parts = partsOf(data);
    const traceparent = message.headers?.get(header.traceparent) || event.traceparent;
    try {
      const sealed = data['sealed'] as Sealed | undefined;
      const texts = sealed === undefined ? {} : this.opener.open<Record<string, unknown>>(sealed, parts.record.id);
      return {
        zone,
        audience,
        kind: message.subject.split('.')[3] ?? '',
        eventId: event.id,
        at: event.time ?? '',
        texts,
        ...parts,
        ...(traceparent ? { traceparent } : {}),
        ...(event.traceparent ? { created: event.traceparent } : {}),
      };
    } catch {
      messagingTelemetry.deadLettered('gateway', 'refused');
      this.log.error({ stream: message.info.stream, sequence: message.seq }, 'a frame is not sealed for the gateway: withheld');
      return undefined;
    }
  }
}
