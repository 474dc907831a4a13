import { BaseRpcContext } from '@nestjs/microservices';
import { traceparentOf } from './telemetry';
import { header } from './headers';
import type { StoredMessage } from './stored-message';
import type { CloudEvent } from '@spil/contracts';

/** What a handler may know of its delivery beside the event itself. */
export class JetStreamContext extends BaseRpcContext<[StoredMessage]> {
  private abort: AbortController | undefined;

  constructor(
    private readonly message: StoredMessage,
    private readonly event: CloudEvent,
    /** The subject as its producer stored it, also on a replay. */
    readonly subject: string,
  ) {
    super([message]);
  }

  /** 1 the first time; a handler must not care, a log line may. */
  get deliveries(): number {
    return this.message.place.deliveries;
  }

  get traceparent(): string | undefined {
    return traceparentOf(this.message.header(header.traceparent), this.event);
  }

  /** When the broker stored it, RFC 3339. */
  get storedAt(): string {
    return new Date(Number(this.message.place.storedAt.slice(0, -6))).toISOString();
  }

  /** Aborted at the handler deadline: the delivery is given up and will come again. */
  get signal(): AbortSignal {
    return (this.abort ??= new AbortController()).signal;
  }

  /** Called by the transport only. */
  giveUp(reason: Error): void {
    (this.abort ??= new AbortController()).abort(reason);
  }
}
