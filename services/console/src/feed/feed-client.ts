import { Problem } from '../api/problem';
import { backOff, startState, step, type FeedSignal, type FeedState } from './feed-state';
import { SseParser, type SseEvent } from './sse';

/** A frame of the feed with its data, and the texts the gateway opened, side by side. */
export interface Frame {
  /** Such as `briefing`, `call`, `unit`, `inbox-entry`, `note-progress`. */
  name: string;
  data: Record<string, unknown>;
}

export interface FeedOptions {
  /** Opens the stream after a position; rejects with Problem. */
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>;
  onState(state: FeedState): void;
  onFrame(frame: Frame): void;
  /** The server no longer has our place: what is on the screen must be loaded anew. */
  onReset(): void;
  now(): number;
  random(): number;
}

/** Silence after which what was waiting has come: then we are live. */
const quietMs = 600;
/** Heartbeats come every 15 s; three missed mean a dead line that TCP has not noticed. */
const deadMs = 50_000;

/** Keeps one live feed open: resumes after the last frame, waits longer after each failure, says what it is doing. */
export class FeedClient {
  private state: FeedState;
  private running?: AbortController;
  private quiet?: ReturnType<typeof setTimeout>;
  private wake?: () => void;

  constructor(private readonly options: FeedOptions) {
    this.state = startState(options.now());
  }

  start(): void {
    if (this.running) return;
    this.running = new AbortController();
    void this.run(this.running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.wake?.();
    clearTimeout(this.quiet);
  }

  /** The network is back, or the page is looked at again: do not wait any longer. */
  hurry(): void {
    this.wake?.();
  }

  private async run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const refused = await this.connect(stopped);
      if (stopped.aborted) return;
      clearTimeout(this.quiet);
      if (refused instanceof Problem && [401, 403, 404].includes(refused.status)) return this.move({ kind: 'refused' });
      this.move({ kind: 'lost' });
      const asked = refused instanceof Problem ? (refused.retryAfterSeconds ?? 0) * 1000 : 0;
      await this.pause(Math.max(asked, backOff(this.state.attempts, this.options.random())));
    }
  }

  /** One connection until it ends; answers why, when it never opened. */
  private async connect(stopped: AbortSignal): Promise<unknown> {
    const line = new AbortController();
    const hangUp = () => line.abort();
    stopped.addEventListener('abort', hangUp, { once: true });
    try {
      const response = await this.options.open(this.state.lastEventId, line.signal);
      this.move({ kind: 'opened' });
      this.expectQuiet();
      await this.read(response);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      hangUp();
      stopped.removeEventListener('abort', hangUp);
    }
  }

  private async read(response: Response): Promise<void> {
    const reader = response.body?.getReader();
    if (!reader) return;
    const parser = new SseParser();
    const text = new TextDecoder();
    for (;;) {
      const dead = setTimeout(() => void reader.cancel(), deadMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(dead));
      if (done) return;
      for (const event of parser.push(text.decode(value, { stream: true }))) this.take(event);
    }
  }

  private take(event: SseEvent): void {
    const data = parse(event.data);
    if (event.event === 'reset') {
      this.move({ kind: 'reset', id: event.id });
      this.options.onReset();
    } else if (event.event === 'caught-up' || event.event === 'live') {
      clearTimeout(this.quiet);
      this.move({ kind: 'caught-up', id: event.id });
    } else if (event.event === 'hello') {
      if (typeof data?.['behind'] === 'number') this.move({ kind: 'behind', count: data['behind'] });
    } else if (event.event !== 'bye' && event.event !== 'heartbeat') this.frame(event, data);
  }

  private frame(event: SseEvent, data: Record<string, unknown> | undefined): void {
    if (data) this.options.onFrame({ name: event.event.replace(/^be\.spil\.feed\./, '').replace(/\.v\d+$/, ''), data });
    this.move({ kind: 'frame', id: event.id });
    if (this.state.phase === 'catching-up') this.expectQuiet();
  }

  private expectQuiet(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => {
      if (this.state.phase === 'catching-up') this.move({ kind: 'caught-up' });
    }, quietMs);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private move(signal: FeedSignal): void {
    this.state = step(this.state, signal, this.options.now());
    this.options.onState(this.state);
  }
}

/** The data of a frame; a CloudEvent around it is opened. */
function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null) return undefined;
    const record = value as Record<string, unknown>;
    const inner = 'specversion' in record && typeof record['data'] === 'object' ? (record['data'] as Record<string, unknown>) : record;
    const texts = typeof inner['texts'] === 'object' ? (inner['texts'] as Record<string, unknown>) : {};
    return { ...inner, ...texts };
  } catch {
    return undefined;
  }
}
