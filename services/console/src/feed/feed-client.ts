import { Problem } from '../api/problem';
import { backOff, startState, step, type FeedSignal, type FeedState } from './feed-state';
import { SseParser, type SseEvent } from './sse';

/** A frame of the feed: its facts and the texts this reader may see, side by side. */
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
  /** A feed without a place begins: what was asked before may be older than its first frame. */
  onBegin(): void;
  /** The server no longer has our place: what is on the screen must be loaded anew. */
  onReset(): void;
  now(): number;
  random(): number;
}

/** Heartbeats come every 15 s; three missed mean a dead line that TCP has not noticed. */
const deadMs = 50_000;

/** What the gateway says of the feed itself, beside its frames. */
const controls: Record<string, (data: Record<string, unknown>, id: string | undefined) => FeedSignal | undefined> = {
  ready: (_data, id) => ({ kind: 'catching-up', id }),
  state: ({ state }, id) => (state === 'live' ? { kind: 'caught-up', id } : { kind: 'catching-up', id }),
  reset: (_data, id) => ({ kind: 'reset', id }),
  // Rights changed: what is on the screen was for other rights.
  bye: ({ reason }) => (reason === 'rights-changed' ? { kind: 'reset' } : undefined),
};

/** Keeps one live feed open: resumes after the last frame, waits longer after each failure, says what it is doing. */
export class FeedClient {
  private state: FeedState;
  private running?: AbortController;
  private wake?: () => void;
  private line?: AbortController;

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
  }

  /** The network is back, or the page is looked at again: do not wait any longer. */
  hurry(): void {
    this.wake?.();
  }

  /** The device says the network is gone: say so now, not when the line times out. */
  cut(): void {
    this.line?.abort();
  }

  private async run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const refused = await this.connect(stopped);
      if (stopped.aborted) return;
      if (refused instanceof Problem && [401, 403, 404].includes(refused.status)) return this.move({ kind: 'refused' });
      // A place this gateway does not know is of no use: begin anew, and say so.
      if (refused instanceof Problem && refused.status === 400) this.forget();
      this.move({ kind: 'lost' });
      const asked = refused instanceof Problem ? (refused.said.retryAfterSeconds ?? 0) * 1000 : 0;
      await this.pause(Math.max(asked, backOff(this.state.attempts, this.options.random())));
    }
  }

  /** One connection until it ends; answers why, when it never opened. */
  private async connect(stopped: AbortSignal): Promise<unknown> {
    const line = new AbortController();
    this.line = line;
    const hangUp = () => line.abort();
    stopped.addEventListener('abort', hangUp, { once: true });
    try {
      const response = await this.options.open(this.state.lastEventId, line.signal);
      this.move({ kind: 'opened' });
      await this.read(response, line.signal);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      hangUp();
      stopped.removeEventListener('abort', hangUp);
    }
  }

  private async read(response: Response, cut: AbortSignal): Promise<void> {
    const reader = response.body?.getReader();
    if (!reader) return;
    cut.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
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
    const told = controls[event.event];
    if (!told) {
      if (data) this.options.onFrame({ name: event.event, data });
      return this.move({ kind: 'frame', id: event.id });
    }
    const signal = told(data ?? {}, event.id);
    const begins = event.event === 'ready' && this.state.lastEventId === undefined;
    if (signal) this.move(signal);
    if (begins) this.options.onBegin();
    if (signal?.kind === 'reset') this.options.onReset();
  }

  private forget(): void {
    this.move({ kind: 'reset' });
    this.options.onReset();
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

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
