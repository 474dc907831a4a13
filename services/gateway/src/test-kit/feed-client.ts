import type { World } from './world';
import { until } from './world';

/** One server-sent event as it came. */
export interface Heard {
  event: string;
  id?: string;
  data: Record<string, unknown>;
  at: number;
}

/** A browser's side of a live feed: keeps all it heard and the raw bytes. */
export class FeedClient {
  readonly heard: Heard[] = [];
  raw = '';
  status = 0;
  ended = false;
  problem: Record<string, unknown> | undefined;
  private readonly aborter = new AbortController();

  private constructor() {}

  static async open(
    world: World,
    who: { as: string; roles: string[]; zone?: string; token?: string },
    lastEventId?: string,
  ): Promise<FeedClient> {
    const client = new FeedClient();
    const response = await world.fetch('/v1/feed', {
      ...(who.token ? {} : { as: who.as, roles: who.roles, ...(who.zone ? { zone: who.zone } : {}) }),
      headers: {
        ...(who.token ? { authorization: `Bearer ${who.token}` } : {}),
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      signal: client.aborter.signal,
    });
    client.status = response.status;
    if (response.status !== 200) client.problem = (await response.json()) as Record<string, unknown>;
    else void client.read(response);
    return client;
  }

  get frames(): Heard[] {
    return this.heard.filter(({ event }) => !['ready', 'state', 'reset', 'bye'].includes(event));
  }
  get lastId(): string | undefined {
    return this.heard.filter(({ id }) => id !== undefined).at(-1)?.id;
  }
  is = (event: string): boolean => this.heard.some((one) => one.event === event);
  ready = (): Promise<void> => until(() => this.is('ready'), 'ready event');
  close(): void {
    this.aborter.abort();
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let open = '';
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        const text = decoder.decode(chunk, { stream: true });
        this.raw += text;
        const events = (open + text).split('\n\n');
        open = events.pop() ?? '';
        for (const one of events) this.take(one);
      }
    } catch {
      // Cut, by us or by the gateway.
    }
    this.ended = true;
  }

  private take(text: string): void {
    const fields = new Map(
      text
        .split('\n')
        .filter((line) => !line.startsWith(':'))
        .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
    );
    const data = fields.get('data');
    if (data === undefined) return;
    const id = fields.get('id');
    const event = fields.get('event') ?? 'message';
    this.heard.push({ event, data: JSON.parse(data) as Record<string, unknown>, at: Date.now(), ...(id === undefined ? {} : { id }) });
  }
}
