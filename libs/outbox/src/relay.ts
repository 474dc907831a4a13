import { backOff, errorCode } from '@spil/messaging';
import type { Clock } from '@spil/domain-kit';
import type { Collection, Commit } from '@spil/mongo';
import { Express } from './express';
import { noLease, type Lease } from './lease';
import { archiveBusy, archiveName, mongoSource } from './mongo-source';
import { Offers } from './offers';
import { Refused } from './refused';
import { relayRound, type BatchPublisher } from './round';
import type { OutboxSource } from './source';
import type { RelayTelemetry } from './telemetry';

export interface RelayOptions {
  /** Collections with aggregates; or `sources` for another kind of store. */
  collections?: readonly Collection[];
  sources?: readonly OutboxSource[];
  /** Collections whose aggregates are told by their last event alone: that one is kept for ever, however old. */
  lastValues?: ReadonlySet<string>;
  publisher: BatchPublisher;
  clock: Clock;
  telemetry?: RelayTelemetry;
  lease?: Lease;
  settings?: Partial<RelaySettings>;
  random?: () => number;
}

export interface RelaySettings {
  /** Documents a round takes. */
  batch: number;
  /** ms to the next sweep after one that found something, after one that found nothing, and at most. */
  busy: number;
  idle: number;
  idleMost: number;
  /** ms the first of what was carried from memory waits for others to be marked with. */
  markAfter: number;
  /** How long published events are kept for refill. */
  keepDays: number;
  /** ms between two clean-ups. */
  housekeeping: number;
}

const defaults: RelaySettings = { batch: 500, busy: 50, idle: 250, idleMost: 1_000, markAfter: 400, keepDays: 7, housekeeping: 60_000 };
const DAY = 86_400_000;
const LEASE = 'lease';

/**
 * Carries committed events to the broker. Woken right after a commit, swept by a poll in case a process died in between. A
 * broker that is away stops the claiming, never loses an event; a second relay at work costs duplicates and nothing else.
 */
export class Relay {
  private readonly settings: RelaySettings;
  private readonly sources: readonly OutboxSource[];
  private readonly telemetry: RelayTelemetry;
  private readonly publisher: BatchPublisher;
  private readonly lease: Lease;
  private readonly express: ReadonlyMap<string, Express>;
  private running: Promise<void> | undefined;
  private stopped = true;
  /** Collections with something to sweep at once. */
  private readonly nudged = new Set<string>();
  private wakeUp: (() => void) | undefined;
  /** How often in a row a source got nowhere, by its name; `lease` for the right to sweep. */
  private readonly stalls = new Map<string, number>();
  private readonly refused: ReadonlyMap<string, Refused>;
  private quiet = 0;
  private readonly offers = new Offers();
  private nextHousekeeping = 0;
  private nextWhole = 0;

  constructor(private readonly options: RelayOptions) {
    this.settings = { ...defaults, ...options.settings };
    this.sources = options.sources ?? (options.collections ?? []).map((collection) => mongoSource(collection, this.keepsLast(collection)));
    this.telemetry = options.telemetry ?? {};
    this.lease = options.lease ?? noLease;
    this.publisher = { publishBatch: (messages) => this.offers.watch(() => options.publisher.publishBatch(messages)) };
    const lane = (source: OutboxSource): Express =>
      new Express(source, {
        publisher: this.publisher,
        now: () => this.now(),
        telemetry: this.telemetry,
        markAfter: this.settings.markAfter,
        left: (code) => (code === undefined ? this.nudge(source.name) : this.stall(source.name, code)),
      });
    this.express = new Map(this.sources.map((source) => [source.name, lane(source)]));
    this.refused = new Map(this.sources.map(({ name }) => [name, new Refused(options.random)]));
  }

  /** This process committed something: it is carried at once from memory where order allows it, and by a sweep otherwise. */
  committed(commit: Commit): void {
    const may = !this.stopped && !this.stalls.has(commit.collection);
    if (!may || !this.express.get(commit.collection)?.take(commit)) this.nudge(commit.collection);
  }

  /** There is something new, in one collection or anywhere: go now. Cheap; call it after every commit. */
  nudge(collection?: string): void {
    for (const name of collection === undefined ? this.express.keys() : [collection]) this.nudged.add(name);
    if (this.isHurried()) this.wakeUp?.();
  }

  /** False while the broker takes nothing of what it is offered, as with a full disk: all of it waits in the outbox. */
  get getsOn(): boolean {
    return this.offers.areTaken;
  }

  /** True when something is refused, or has not been answered for a second: more and more of its kind may be waiting. */
  get isHeldUp(): boolean {
    return this.offers.areSlow || [...this.refused.values()].some(({ some }) => some);
  }

  /** Begins sweeping. */
  start(): void {
    if (this.running) return;
    this.stopped = false;
    // What a process before this one left is sent at once: the lease may still be the dead one's.
    this.nudge();
    this.running = this.run();
  }

  /** Finishes the round under way, its marking included, and gives the lease back. Events that still wait stay where they are. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp?.();
    await this.running;
    await Promise.all([...this.express.values()].map((lane) => lane.settled()));
    this.running = undefined;
    await this.lease.release().catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const nudged = new Set(this.nudged);
      this.nudged.clear();
      const found = await this.sweep(nudged);
      this.quiet = found > 0 ? 0 : this.quiet + 1;
      if (!this.stopped && !this.full(found)) await this.pause(found);
    }
  }

  // A full claim means that more is waiting: go on at once.
  private full = (found: number): boolean => found >= this.settings.batch;

  /** Somebody waits for a sweep that can get on. */
  private isHurried(): boolean {
    for (const name of this.nudged) if (!this.stalls.has(name)) return true;
    return false;
  }

  /** Sweeps the collections named; all of them when none is, and at least every so often however many calls there are. */
  private async sweep(nudged: ReadonlySet<string>): Promise<number> {
    try {
      const all = (nudged.size === 0 || performance.now() >= this.nextWhole) && (await this.lease.hold());
      if (all) this.nextWhole = performance.now() + this.settings.idleMost;
      let most = 0;
      // A nudge is for a commit of this very process: it need not wait for whoever sweeps.
      for (const source of this.sources) if (all || nudged.has(source.name)) most = Math.max(most, await this.relay(source));
      if (all || nudged.size > 0) await this.housekeep();
      this.stalls.delete(LEASE);
      return most;
    } catch (error) {
      this.stall(LEASE, errorCode(error));
      return 0;
    }
  }

  private async relay(source: OutboxSource): Promise<number> {
    const began = performance.now();
    try {
      const { batch: limit } = this.settings;
      const express = this.express.get(source.name);
      const aside = this.refused.get(source.name);
      const { documents, events, refused, refusal } = await relayRound(source, this.publisher, {
        limit,
        now: () => this.now(),
        telemetry: this.telemetry,
        leave: (id) => express?.holds(id) === true,
        ...(aside && { aside }),
      });
      if (documents > 0) this.telemetry.round?.(source.name, events, refused, performance.now() - began);
      if (refusal !== undefined) this.stall(source.name, refusal);
      // What is refused is left alone from here on, and the rest gets on.
      const gotOn = refusal === undefined || events > 0;
      if (gotOn) this.stalls.delete(source.name);
      return gotOn ? documents : 0;
    } catch (error) {
      this.stall(source.name, errorCode(error));
      return 0;
    }
  }

  private now(): Date {
    return new Date(this.options.clock.now());
  }

  private stall(name: string, code: string): void {
    this.stalls.set(name, (this.stalls.get(name) ?? 0) + 1);
    this.telemetry.stalled?.(name, code);
  }

  private async pause(found: number): Promise<void> {
    const { busy, idle, idleMost } = this.settings;
    const standstill = this.standstill();
    // What was refused rests by itself: the next round meets others, which must not wait for it much longer than for a poll.
    const stalled = standstill > 0 ? backOff(standstill, this.options.random ?? Math.random, { max: idleMost }) : 0;
    const wait = stalled || (found > 0 ? busy : Math.min(idleMost, idle * 2 ** Math.min(this.quiet, 4)));
    // A nudge does not shorten a back-off: the broker is away, and hammering it helps nobody.
    if (stalled === 0 && this.isHurried()) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wakeUp = () => {
        if (stalled > 0 && !this.stopped) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }

  /** How often in a row nothing got on anywhere: broker or database are away. One stream that takes nothing is not that. */
  private standstill(): number {
    const each = this.sources.map(({ name }) => this.stalls.get(name) ?? 0);
    return this.stalls.get(LEASE) ?? (each.length > 0 ? Math.min(...each) : 0);
  }

  private keepsLast = ({ collectionName }: Collection): boolean => this.options.lastValues?.has(collectionName) === true;

  private async housekeep(): Promise<void> {
    // By a clock that nobody sets: one set back would stop all this, and with it the figures that somebody is called by.
    if (performance.now() < this.nextHousekeeping) return;
    this.nextHousekeeping = performance.now() + this.settings.housekeeping;
    const now = Date.parse(this.options.clock.now());
    for (const source of this.sources) {
      const { documents, since } = await source.backlog();
      this.telemetry.backlog?.(source.name, documents, since ? Math.max(0, now - since.getTime()) : 0);
      await source.prune(new Date(now - this.settings.keepDays * DAY));
    }
    for (const collection of this.options.collections ?? [])
      await archiveBusy(collection, archiveOf(collection), this.keepsLast(collection));
  }
}

const archiveOf = (collection: Collection): Collection => collection.db.collection(archiveName(collection.collectionName));
