import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { type Api, ApiProblem } from './api';

/** One frame as it came over the wire: the contract's name, its data and the sealed position. */
export interface ReceivedFrame {
  event: string;
  data: Record<string, unknown>;
  id: string | undefined;
}

export interface FeedOptions {
  onFrame(frame: ReceivedFrame): void;
  /** Hears of every connection and cut. */
  onState?(state: 'open' | 'cut'): void;
}

/** A person's live feed that comes back by itself and resumes where it was cut (`Last-Event-ID`). */
export class FeedListener {
  private lastEventId: string | undefined;
  private readonly aborter = new AbortController();
  private readonly opened: Promise<void>;
  private reportOpen: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly options: FeedOptions,
  ) {
    this.opened = new Promise((resolve) => (this.reportOpen = resolve));
    void this.run();
  }

  /** Resolves when the feed is open and has its first position. */
  ready(): Promise<void> {
    return this.opened;
  }

  close(): void {
    this.aborter.abort();
  }

  private async run(): Promise<void> {
    for (let pause = 100; !this.aborter.signal.aborted; pause = Math.min(pause * 2, 2_000)) {
      const started = Date.now();
      await this.listen().catch((error: unknown) => {
        if (error instanceof ApiProblem && error.status === 400) throw error;
      });
      this.options.onState?.('cut');
      if (Date.now() - started > 5_000) pause = 100;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private async listen(): Promise<void> {
    const response = await this.api.fetch('/v1/feed', {
      headers: { accept: 'text/event-stream', ...(this.lastEventId === undefined ? {} : { 'last-event-id': this.lastEventId }) },
      signal: this.aborter.signal,
    });
    this.options.onState?.('open');
    const parser = createParser({ onEvent: (message) => this.take(message) });
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) parser.feed(decoder.decode(chunk, { stream: true }));
  }

  private take(message: EventSourceMessage): void {
    if (message.id !== undefined) this.lastEventId = message.id;
    if (message.id !== undefined) this.reportOpen();
    const data = message.data === '' ? {} : (JSON.parse(message.data) as Record<string, unknown>);
    this.options.onFrame({ event: message.event ?? 'message', data, id: message.id });
  }
}
