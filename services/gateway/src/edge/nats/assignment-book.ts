import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { assignmentFrame, feedStream, type DataOf } from '@spil/contracts';
import type { HeldAssignment } from '@spil/identity';
import type { Logger } from '@spil/observability';
import type { Assignments } from '../../use-cases/follow-feed/ports';
import type { FrameOpener } from './frame-opener';
import { follow, LOOK_MS, reachOf } from './stream-tail';
import { TailWatch, type Standing } from './tail-watch';

type Change = { zone: string; personId: string };

/** Assignments of one zone: the last state of each, kept current by a tail on `FEEDS_<zone>_gateway`. */
class ZoneBook {
  private readonly byId = new Map<string, HeldAssignment>();
  private byPerson = new Map<string, HeldAssignment[]>();
  private messages: ConsumerMessages | undefined;
  private standing: Standing = { epoch: '', last: 0 };
  private health = new TailWatch();
  private unread = 0;
  private looking = false;
  current = false;

  constructor(
    readonly zone: string,
    private readonly opener: FrameOpener,
    private readonly tell: (change: Change) => void,
  ) {}

  of(personId: string): readonly HeldAssignment[] {
    return this.byPerson.get(personId) ?? [];
  }

  /** Reads the last state of every assignment, then stays at the end. Resolves when all that was there is known. */
  async load(nc: NatsConnection): Promise<void> {
    this.current = false;
    void this.messages?.close();
    const stream = feedStream(this.zone, 'gateway');
    const reach = await reachOf(nc, stream);
    if (!reach) throw new Error('the assignments of a zone have no stream');
    this.standing = { epoch: reach.epoch, last: 0 };
    let caughtUp: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (caughtUp = resolve));
    this.messages = await follow(nc, stream, 'last-per-subject', (message) => {
      this.take(message);
      this.standing = { epoch: reach.epoch, last: message.seq };
      // A message of the last sequence is the newest of its subject, so it always comes.
      if (message.seq >= reach.last) caughtUp();
    });
    if (reach.last < reach.first) caughtUp();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('assignments did not come')), 10_000)));
    await Promise.race([all, late]).finally(() => clearTimeout(timer));
    // An empty stream gives no message, and its end need not be 0.
    this.standing = { epoch: reach.epoch, last: Math.max(reach.last, this.standing.last) };
    this.health = new TailWatch();
    this.unread = 0;
    this.current = true;
  }

  /**
   * True when what is followed is no longer there, does not come any more, or could not be looked at twice: an assignment that
   * ended would go unheard. While it is not current it is being loaded already.
   */
  async isOutdated(nc: NatsConnection): Promise<boolean> {
    if (!this.current || this.looking) return false;
    this.looking = true;
    const before = this.standing;
    const reach = await reachOf(nc, feedStream(this.zone, 'gateway'))
      .catch(() => undefined)
      .finally(() => (this.looking = false));
    this.unread = reach ? 0 : this.unread + 1;
    return this.current && (reach ? this.health.isLost(reach, before, this.standing) : this.unread > 1);
  }

  stop(): void {
    void this.messages?.close();
  }

  private take(message: JsMsg): void {
    const event = this.opener.admit(message);
    if (event?.type !== assignmentFrame.type) return;
    const said = event.data as DataOf<typeof assignmentFrame>;
    const known = this.byId.get(said.assignmentId);
    if (known && known.version >= said.version) return;
    this.byId.set(said.assignmentId, said as HeldAssignment);
    this.file(known, said as HeldAssignment);
    this.tell({ zone: this.zone, personId: said.personId });
    if (known && known.personId !== said.personId) this.tell({ zone: this.zone, personId: known.personId });
  }

  private file(before: HeldAssignment | undefined, after: HeldAssignment): void {
    const without = (list: readonly HeldAssignment[] = []) => list.filter(({ assignmentId }) => assignmentId !== after.assignmentId);
    if (before) this.byPerson.set(before.personId, without(this.byPerson.get(before.personId)));
    this.byPerson.set(after.personId, [...without(this.byPerson.get(after.personId)), after]);
  }
}

/** Who may act where, as pushed by information-sharing: in memory, for every zone of this gateway. */
export class AssignmentBook implements Assignments {
  private readonly zones: Map<string, ZoneBook>;
  private readonly changed: ((change: Change) => void)[] = [];
  private readonly settled: ((zone: string) => void)[] = [];
  private stopped = false;
  private generation = 0;
  private watch: NodeJS.Timeout | undefined;

  constructor(
    private readonly nc: NatsConnection,
    opener: FrameOpener,
    zones: readonly string[],
    private readonly log: Logger,
  ) {
    const tell = (change: Change): void => this.changed.forEach((listener) => listener(change));
    this.zones = new Map(zones.map((zone) => [zone, new ZoneBook(zone, opener, tell)]));
  }

  /** True when every zone is known: part of readiness. */
  get ready(): boolean {
    return [...this.zones.values()].every((book) => book.current);
  }
  serves = (zone: string): boolean => this.zones.has(zone);
  current = (zone: string): boolean => this.zones.get(zone)?.current === true;
  of = (zone: string, personId: string): readonly HeldAssignment[] => this.zones.get(zone)?.of(personId) ?? [];
  onChange(listener: (change: Change) => void): void {
    this.changed.push(listener);
  }
  onCurrent(listener: (zone: string) => void): void {
    this.settled.push(listener);
  }

  /** Loads every zone, again and again until it is known; a newer load ends an older one. */
  async load(): Promise<void> {
    this.watch ??= setInterval(() => void this.look().catch(() => undefined), LOOK_MS).unref();
    const mine = ++this.generation;
    await Promise.all([...this.zones.values()].map((book) => this.loadZone(book, () => !this.stopped && mine === this.generation)));
  }

  /** The bus is away: nobody's rights are certain until it is back and all is read again. */
  uncertain(): void {
    for (const book of this.zones.values()) this.doubt(book);
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.watch);
    for (const book of this.zones.values()) book.stop();
  }

  private async look(): Promise<void> {
    const mine = this.generation;
    await Promise.all(
      [...this.zones.values()].map(async (book) => {
        if (!(await book.isOutdated(this.nc)) || this.stopped) return;
        this.log.warn({ zone: book.zone }, 'the assignments of a zone are no longer followed: they are read again');
        this.doubt(book);
        await this.loadZone(book, () => !this.stopped && mine === this.generation);
      }),
    );
  }

  private doubt(book: ZoneBook): void {
    book.current = false;
    this.settled.forEach((listener) => listener(book.zone));
  }

  private async loadZone(book: ZoneBook, wanted: () => boolean): Promise<void> {
    for (let wait = 100; wanted(); wait = Math.min(2 * wait, 2_000)) {
      try {
        await book.load(this.nc);
        return this.settled.forEach((listener) => listener(book.zone));
      } catch (error) {
        this.log.warn({ zone: book.zone, err: error }, 'the assignments of a zone are not known yet');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }
}
