import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Api } from '@spil/local';
import type { History } from '../history';
import { pause } from '../tools/wait';
import { unitChange } from './changes';
import { listsOf, pagesSince } from './lists';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * A person's open feed as raw bytes: everything between two blank lines is searched for ids and for the run's words, whatever it
 * is, so that nothing passes unseen because it was no frame. Comes back by itself with the last id it saw, and loads the lists anew
 * when it is told to, as the console does.
 */
export class Reader {
  readonly got = new Set<string>();
  /** When each word came first, where that is asked for; ms since 1970. */
  readonly at = new Map<string, number>();
  frames = 0;
  lastId: string | undefined;
  opens = 0;
  /** Times the gateway said: load your lists again. */
  resets = 0;
  /** Changes of this run's unit in the order in which they first came; a repeat of one is a duplicate on the wire. */
  readonly units: number[] = [];
  private wanted = true;
  private live: ClientRequest | undefined;
  private response: IncomingMessage | undefined;
  private readonly words: RegExp;
  private readonly since = Date.now();

  constructor(
    private readonly api: Api,
    private readonly sink: { history?: History; mark: string; name?: string; timed?: boolean },
  ) {
    this.words = new RegExp(`${sink.mark}-w\\d+-\\d+`, 'g');
    void this.run();
  }

  get name(): string {
    return this.sink.name ?? this.api.personId;
  }
  get isOpen(): boolean {
    return this.response !== undefined;
  }

  /** Stops taking bytes off the wire, or takes them again. */
  stall(still: boolean): void {
    if (still) this.response?.pause();
    else this.response?.resume();
  }
  /** Cuts the connection; it comes back. */
  cut(): void {
    this.live?.destroy();
  }
  close(): void {
    this.wanted = false;
    this.live?.destroy();
  }

  private async run(): Promise<void> {
    for (let wait = 50; this.wanted; wait = Math.min(wait * 2, 500)) {
      const began = Date.now();
      const code = await this.listen().catch((error: unknown) => (error instanceof Error ? error.message : 'cut'));
      if (this.response) wait = 50;
      this.response = undefined;
      this.sink.history?.add({ k: 'connection', reader: this.name, state: code === 'end' ? 'cut' : 'refused', code });
      if (Date.now() - began > 2_000) wait = 50;
      await pause(wait);
    }
  }

  private async listen(): Promise<string> {
    const token = await this.api.accessToken();
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'text/event-stream',
        ...(this.lastId ? { 'last-event-id': this.lastId } : {}),
      };
      this.live = request(new URL('/v1/feed', this.api.ready.api), { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) {
          response.resume();
          return resolve(String(response.statusCode));
        }
        this.response = response;
        this.opens++;
        this.sink.history?.add({ k: 'connection', reader: this.name, state: 'open' });
        let rest = '';
        response.on('data', (chunk: Buffer) => {
          const blocks = (rest + chunk.toString('utf8')).split('\n\n');
          rest = blocks.pop() ?? '';
          for (const block of blocks) this.take(block);
        });
        response.on('end', () => resolve('end'));
        response.on('error', () => resolve('end'));
        response.on('close', () => resolve('end'));
      });
      this.live.on('error', reject);
      this.live.end();
    });
  }

  private take(block: string): void {
    const id = /^id: ?(.+)$/m.exec(block)?.[1];
    const event = /^event: ?(.+)$/m.exec(block)?.[1] ?? 'bytes';
    if (id !== undefined) this.lastId = id;
    if (event === 'reset') void this.reload(listsOf(block));
    if (event === 'unit') this.takeUnit(block);
    const seen = this.found(block);
    for (const word of seen) this.note(word);
    if (seen.length === 0) return;
    this.frames++;
    this.sink.history?.add({ k: 'frame', reader: this.name, event, seen });
  }

  /** The lists hold what the feed could not give. One that cannot be had now is asked for again. */
  private async reload(lists: readonly string[]): Promise<void> {
    this.resets++;
    for (const path of lists) {
      for (let had = false; !had && this.wanted;) {
        try {
          for await (const page of pagesSince(this.api, path, this.since)) this.list(path, page);
          had = true;
        } catch {
          await pause(500);
        }
      }
    }
  }

  private list(path: string, page: string): void {
    const seen = this.found(page);
    for (const word of seen) this.note(word);
    this.sink.history?.add({ k: 'listed', reader: this.name, path, seen });
  }

  private note(word: string): void {
    if (this.sink.timed && !this.got.has(word)) this.at.set(word, Date.now());
    this.got.add(word);
  }

  private takeUnit(block: string): void {
    const change = unitChange(block, this.sink.mark);
    if (change !== undefined && !this.units.includes(change)) this.units.push(change);
  }

  private found(block: string): string[] {
    return [...new Set([...(block.match(uuid) ?? []), ...(block.match(this.words) ?? [])])];
  }
}
