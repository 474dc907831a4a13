import { randomBytes } from 'node:crypto';
import { listNeighbourhoods, recordNote, registerCall, type Theme } from '@spil/contracts';
import { Api, ApiProblem, pointInside, type ReadyFile } from '@spil/local';
import type { History } from '../history';
import { pause } from '../tools/wait';

export interface WorldLoad {
  /** Signals a second over all writers, by intended time: a slow answer does not slow the arrivals. */
  rate: number;
  seconds: number;
}
interface Signal {
  kind: 'note' | 'quiet-note' | 'call';
  key: string;
  token: string;
  theme: Theme;
  point: [number, number];
}

const themes: Theme[] = ['drugs', 'traffic', 'illegalDumping', 'noise', 'burglary'];

/**
 * Two inspectors and a dispatcher, who number what they write as eight writers (unique `writer-counter`): notes that reach crews and
 * desks, notes that may reach nobody, and calls.
 */
export class Writers {
  private readonly apis: { inspectors: Api[]; dispatcher: Api };
  private points: [number, number][] = [];
  private next = 0;
  /** Latency of each acknowledged first attempt, ms, and when it was sent. */
  readonly latencies: { sentAt: number; ms: number }[] = [];
  /** Every 429 and 503, and after how many seconds it asked the writer to come back. */
  readonly refusals: { at: number; status: number; retryAfter: number | undefined }[] = [];

  constructor(
    ready: ReadyFile,
    private readonly history: History,
    private readonly mark: string,
  ) {
    this.apis = { inspectors: [new Api(ready, 'inspector-1'), new Api(ready, 'inspector-2')], dispatcher: new Api(ready, 'dispatcher-1') };
  }

  /** Places in the zone, known once prepared. */
  get places(): readonly [number, number][] {
    return this.points;
  }

  async prepare(): Promise<void> {
    const { features } = await this.apis.dispatcher.ask(listNeighbourhoods, {});
    this.points = [1, 2, 3].flatMap((seed) => features.map((feature) => pointInside(feature.geometry, seed)));
    await Promise.all([...this.apis.inspectors, this.apis.dispatcher].map((api) => api.accessToken()));
  }

  /** Sends at the rate for `seconds` and as long as `goOn` says; resolves when everything is acknowledged or given up after a minute. */
  async run({ rate, seconds }: WorldLoad, goOn: () => boolean): Promise<void> {
    const started = Date.now();
    const under: Promise<void>[] = [];
    for (let i = 0; Date.now() - started < seconds * 1_000 || goOn(); i++) {
      await pause(started + (i * 1_000) / rate - Date.now());
      under.push(this.send(this.signal(this.next++)));
    }
    await Promise.all(under);
  }

  /** So many at one moment; resolves as `run` does. */
  async atOnce(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.send(this.signal(this.next++))));
  }

  private signal(i: number): Signal {
    const token = `${this.mark}-w${i % 8}-${Math.floor(i / 8)}`;
    const kind = i % 5 === 4 ? 'call' : i % 11 === 3 ? 'quiet-note' : 'note';
    return {
      kind,
      key: `key-${token}`,
      token,
      theme: themes[i % themes.length] as Theme,
      point: this.points[(i * 7) % this.points.length] as [number, number],
    };
  }

  private async send(signal: Signal): Promise<void> {
    const { kind, key, token, theme } = signal;
    const sentAt = Date.now();
    const handling = kind === 'quiet-note' ? 'H1' : 'H0';
    this.history.add({ k: 'write', key, kind, token, theme, handling, t: sentAt });
    const at = new Date(sentAt - 60_000).toISOString();
    for (let attempt = 1; Date.now() - sentAt < 60_000; attempt++) {
      const trace = randomBytes(16).toString('hex');
      const options = {
        idempotencyKey: key,
        traceparent: `00-${trace}-${randomBytes(8).toString('hex')}-01`,
        signal: AbortSignal.timeout(8_000),
      };
      try {
        const { id, wijkId } = await this.ask(signal, at, options);
        this.history.add({ k: 'ack', key, id, wijkId, trace, answer: `${id} ${wijkId}`, attempt });
        if (attempt === 1) this.latencies.push({ sentAt, ms: Date.now() - sentAt });
        return;
      } catch (error) {
        if (!(await this.mayTryAgain(error, key, attempt))) return;
      }
    }
  }

  /** Asks a key once more after the run, by its own writer: the answer must be the same. */
  async again(count: number): Promise<void> {
    const acked = new Set(this.history.lines.flatMap((line) => (line.k === 'ack' ? [line.key] : [])));
    for (let i = 0; i < count; i++) {
      const signal = this.signal(i);
      const write = this.history.lines.find((line) => line.k === 'write' && line.key === signal.key);
      if (!write || !acked.has(signal.key)) continue;
      const at = new Date(write.t - 60_000).toISOString();
      const answer = await this.ask(signal, at, { idempotencyKey: signal.key, signal: AbortSignal.timeout(8_000) }).catch(() => undefined);
      if (answer) this.history.add({ k: 'ack', key: signal.key, id: answer.id, answer: `${answer.id} ${answer.wijkId}`, attempt: 0 });
    }
  }

  private async ask(
    { kind, token, theme, point }: Signal,
    at: string,
    options: { idempotencyKey: string; traceparent?: string; signal: AbortSignal },
  ): Promise<{ id: string; wijkId: string }> {
    if (kind === 'call') {
      const form = { point, nature: theme.toLowerCase(), urgency: 'notUrgent' as const, summary: `${token} by phone`, receivedAt: at };
      const { callId, wijkId } = await this.apis.dispatcher.ask(registerCall, form, options);
      return { id: callId, wijkId };
    }
    const inspector = this.apis.inspectors[Number(/w(\d)/.exec(token)?.[1]) % 2] as Api;
    const form = {
      ...recordNote.sample.request,
      point,
      theme,
      observedAt: at,
      headline: `${token} seen`,
      fact: `${token} was seen`,
      handling: kind === 'quiet-note' ? ('H1' as const) : ('H0' as const),
    };
    const { noteId, wijkId } = await inspector.ask(recordNote, form, options);
    return { id: noteId, wijkId };
  }

  private async mayTryAgain(error: unknown, key: string, attempt: number): Promise<boolean> {
    const code = error instanceof ApiProblem ? `${error.status} ${error.code}` : error instanceof Error ? error.name : 'unknown';
    this.history.add({ k: 'failed', key, code, attempt });
    const told = error instanceof ApiProblem ? this.told(error) : 0;
    if (told === undefined) return false;
    // As a client should: later each time, and not before it was told to. Thousands that ask again at once would be a fault of their own.
    await pause(Math.max(told * 1_000, Math.min(4_000, 150 * 2 ** (attempt - 1))) * (0.75 + Math.random() / 2));
    return true;
  }

  /** Seconds after which it may be asked again; undefined: never. */
  private told({ status, retryAfterSeconds: retryAfter }: ApiProblem): number | undefined {
    const refused = status === 429 || status === 503;
    if (refused) this.refusals.push({ at: Date.now(), status, retryAfter });
    return refused || status >= 500 ? (retryAfter ?? 0) : undefined;
  }
}
