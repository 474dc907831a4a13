// Aggregates that change again and again while a run goes on: what order means is seen on them alone (I4).
import { formUnit, identifySensitivePoint, setUnitStatus, verifySensitivePoint } from '@spil/contracts';
import { Api, ApiProblem } from '@spil/local';
import type { History } from '../history';
import { pause } from '../tools/wait';
import { zoneId } from './places';
import type { Reader } from './reader';
import { patiently } from './starting';
import type { World } from './world';

type Place = [number, number];

/** One of them: its version rises by one with every change. */
interface Changing {
  kind: 'point' | 'unit';
  id: string;
  /** Changes acknowledged, its beginning included. One whose answer was lost may have come on top: then more is there than is due. */
  n: number;
  to(n: number, signal: AbortSignal): Promise<unknown>;
}

const POINTS = 3;
/** What a unit does next, again and again. */
const statuses = ['available', 'enRoute', 'onScene'] as const;
/** A frame has no number, so the unit's place says which change it was: east in degrees, so many steps of it. */
const STEP = 1e-5;

/** Name of the units of a run, and of nobody else's. */
const unitOf = (mark: string): string => `${mark}-unit`;

/** The change a frame of this run's unit tells of; undefined for every other. */
export function unitChange(block: string, mark: string): number | undefined {
  if (!block.includes(`"unitId":"${unitOf(mark)}"`)) return undefined;
  const [, east] = /"point":\[([-\d.e]+),/.exec(block) ?? [];
  return east === undefined ? 1 : Math.round(Number(east) / STEP);
}

/** Sensitive points, which two services keep by their version, and a unit, which the dispatch room sees in its feed. */
export class Changes {
  private all: Changing[] = [];
  /** What each consumer was seen to hold of each aggregate, one after the other. */
  private readonly held = new Map<string, { consumer: string; aggregate: string; versions: number[] }>();
  private watching: Promise<void> | undefined;
  private wanted = true;

  constructor(
    private readonly world: World,
    private readonly history: History,
    private readonly mark: string,
  ) {}

  async prepare(places: readonly Place[]): Promise<void> {
    const { world, mark } = this;
    const officer = new Api(world.ready, 'environment-1');
    for (let i = 0; i < POINTS; i++) {
      const form = { point: places[i] as Place, category: 'other' as const, label: `faults ${i}` };
      let id = '';
      await patiently(async () => {
        id = (await officer.ask(identifySensitivePoint, form, { idempotencyKey: `faults-${mark}-${i}` })).pointId;
      });
      const to: Changing['to'] = (_, signal) => officer.ask(verifySensitivePoint, { pointId: id, stillThere: true }, { signal });
      this.all.push({ kind: 'point', id, n: 1, to });
    }
    await this.prepareUnit();
    this.watching = this.watch();
  }

  private async prepareUnit(): Promise<void> {
    const { world, mark } = this;
    const dispatcher = new Api(world.ready, 'dispatcher-1');
    const unitId = unitOf(mark);
    const onDutyUntil = new Date(Date.now() + 900_000).toISOString();
    await patiently(() => dispatcher.ask(formUnit, { unitId, team: 'noord', wijkIds: world.areas.noord, onDutyUntil }));
    const to: Changing['to'] = (n, signal) => {
      const status = statuses[(n - 1) % statuses.length] as (typeof statuses)[number];
      return dispatcher.ask(setUnitStatus, { unitId, status, point: [n * STEP, 51] }, { signal });
    };
    this.all.push({ kind: 'unit', id: unitId, n: 1, to });
  }

  /** Changes them in turn, together `rate` times a second; each waits for its own answer only. */
  async run(rate: number, goOn: () => boolean): Promise<void> {
    const every = (this.all.length * 1_000) / rate;
    await Promise.all(
      this.all.map(async (one) => {
        for (let next = Date.now() + Math.random() * every; goOn(); next = Math.max(next + every, Date.now())) {
          await pause(next - Date.now());
          await this.change(one);
        }
      }),
    );
  }

  private async change(one: Changing): Promise<void> {
    const n = one.n + 1;
    const key = `${one.id}#${n}`;
    const began = Date.now();
    this.history.add({ k: 'write', key, kind: one.kind, token: key, aggregate: one.id, n });
    for (let attempt = 1; Date.now() - began < 30_000; attempt++) {
      try {
        await one.to(n, AbortSignal.timeout(8_000));
        one.n = n;
        return this.history.add({ k: 'ack', key, id: key, answer: key, attempt });
      } catch (error) {
        const code = error instanceof ApiProblem ? `${error.status} ${error.code}` : error instanceof Error ? error.name : 'unknown';
        this.history.add({ k: 'failed', key, code, attempt });
        await pause(((error instanceof ApiProblem && error.retryAfterSeconds) || 0.5) * 1_000);
      }
    }
  }

  /** True when every consumer holds the last change of each, and the dispatch room was shown the unit's. */
  arrived(dispatcher: Reader | undefined): boolean {
    const kept = [...this.held.values()].every(({ aggregate, versions }) => (versions.at(-1) ?? 0) >= this.due(aggregate));
    const shown = dispatcher === undefined || dispatcher.resets > 0 || this.shownTo(dispatcher) >= this.due(unitOf(this.mark));
    return kept && shown;
  }

  private due = (aggregate: string): number => this.all.find(({ id }) => id === aggregate)?.n ?? 0;
  private shownTo = ({ units }: Reader): number => units.at(-1) ?? 1;

  /** Changes that came to a crew's card after a newer one, and were left out there; negative where the card was written too often. */
  async late(): Promise<number> {
    const cards = await this.cards();
    return cards.reduce((sum, { last, writes }) => sum + last - writes, 0);
  }

  /** Writes down what there is of them, and in which order their consumers took it. */
  async observe(dispatcher: Reader | undefined): Promise<void> {
    this.wanted = false;
    await this.watching;
    await this.look();
    await this.documents();
    for (const { consumer, aggregate, versions } of this.held.values())
      this.history.add({ k: 'applied', consumer, aggregate, versions, last: versions.at(-1) ?? 0 });
    // A feed that had to begin anew loads the unit from its list: what it was not shown is no loss.
    if (!dispatcher || dispatcher.resets > 0) return;
    const [consumer, aggregate] = ['the dispatch room’s feed', unitOf(this.mark)];
    this.history.add({ k: 'applied', consumer, aggregate, versions: [...dispatcher.units], last: this.shownTo(dispatcher) });
  }

  close(): void {
    this.wanted = false;
  }

  private async documents(): Promise<void> {
    const unit = `${zoneId}/${unitOf(this.mark)}`;
    for (const { kind, id } of this.all) {
      const db = await this.world.db(kind === 'point' ? 'environment' : 'intervention');
      const found = await db
        .collection<{ _id: string; version: number }>(kind === 'point' ? 'sensitivePoints' : 'units')
        .findOne({ _id: kind === 'point' ? id : unit }, { projection: { version: 1 } });
      for (let n = 1; n <= (found?.version ?? 0); n++) this.history.add({ k: 'document', kind, id: `${id}#${n}` });
    }
  }

  /** Often enough that what a step back leaves behind is seen before it is overwritten. */
  private async watch(): Promise<void> {
    while (this.wanted) {
      await this.look().catch(() => undefined);
      await pause(100);
    }
  }

  private async look(): Promise<void> {
    for (const { id, last } of await this.cards()) this.saw('crews’ cards', id, last);
    const points = (await this.world.db('wijk')).collection<{ _id: string; pointId: string; version: number }>('points');
    const shown = await points.find(this.ofPoints(), { projection: { pointId: 1, version: 1 } }).toArray();
    for (const { pointId, version } of shown) this.saw('the wijk’s picture', pointId, version);
  }

  private async cards(): Promise<{ id: string; last: number; writes: number }[]> {
    const surroundings = (await this.world.db('intervention')).collection<{
      _id: string;
      pointId: string;
      version: number;
      sources?: Record<string, number>;
    }>('surroundings');
    const found = await surroundings.find(this.ofPoints(), { projection: { pointId: 1, version: 1, sources: 1 } }).toArray();
    return found.map(({ pointId, version, sources }) => ({ id: pointId, last: sources?.[pointId] ?? 0, writes: version }));
  }

  private ofPoints = () => ({ _id: { $in: this.all.flatMap(({ kind, id }) => (kind === 'point' ? [`${zoneId}/${id}`] : [])) } });

  private saw(consumer: string, aggregate: string, version: number): void {
    const name = `${consumer} ${aggregate}`;
    const known = this.held.get(name) ?? { consumer, aggregate, versions: [] };
    this.held.set(name, known);
    if (known.versions.at(-1) !== version) known.versions.push(version);
  }
}
