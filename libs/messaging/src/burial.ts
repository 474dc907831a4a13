import { backOff } from './back-off';
import { deadLetterOf, deadMessage, withoutBody, type DeadLetter } from './dead-letter';
import { PublishFailed } from './errors';
import type { DeadReason } from './settlement';
import type { StoredMessage } from './stored-message';
import type { DeliveryTelemetry } from './telemetry';
import type { WindowPublisher } from './window-publisher';

/** Refusals of this process itself, which will take no letter any more. */
const closed = new Set(['publisher-closed', 'connection-closed']);

interface BurialOptions {
  service: string;
  publisher: Pick<WindowPublisher, 'publish'>;
  telemetry: DeliveryTelemetry;
}

/** Puts messages aside. One is taken off its stream only when its letter is stored. */
export class Burial {
  private underway = 0;
  private ending = false;
  private readonly sleepers = new Set<() => void>();

  constructor(private readonly options: BurialOptions) {}

  /** Messages whose letter is not stored yet. */
  get open(): number {
    return this.underway;
  }

  /** The service stops: every letter that waits is tried once more, and one that is refused then is given up. */
  end(): void {
    this.ending = true;
    for (const wake of this.sleepers) wake();
  }

  /** Answers true when the letter is stored; false when the service stops first: the message then comes again. */
  async bury(message: StoredMessage, reason: DeadReason, aggregate?: string): Promise<boolean> {
    const { service, telemetry } = this.options;
    const letter = deadLetterOf(service, message, { reason, at: new Date().toISOString(), aggregate });
    telemetry.dead?.({ service, stream: letter.stream, subject: letter.subject }, reason.kind);
    this.underway++;
    const stored = await this.stored(letter, message);
    if (stored) message.term('dead-lettered');
    this.underway--;
    return stored;
  }

  private async stored(whole: DeadLetter, message: StoredMessage): Promise<boolean> {
    let letter = whole;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.options.publisher.publish(deadMessage(letter, message.place.storedAt));
        return true;
      } catch (error) {
        const refused = error instanceof PublishFailed ? error : undefined;
        if (this.ending || closed.has(refused?.code ?? '')) return false;
        // Refused for good, as too large mostly. The body still lies on its stream, where the tools read it.
        if (refused?.transient === false) letter = withoutBody(whole);
        // Never acknowledged without its letter being stored; the broker is told that it is still in work.
        message.working();
        await this.sleep(backOff(attempt, Math.random));
      }
    }
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.sleepers.add(wake);
    });
  }
}
