import { neighbourhoodDrawn, type AnswerOf, type RequestOf, type importZone } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import { DEFAULT_TOLERANCE_M2, readZone, validateZone, type Polygons, type Wijk, type ZoneFinding } from '@spil/geo';
import type { Moments } from '../../domain/moments';
import { planImport, type Drawing, type NamedDrawing, type Zone } from '../../domain/zone';
import type { Asked } from '../asked';

export interface ZoneDrawings {
  /** What holds now, with a version to check the switch against. */
  holding(zone: string): Promise<{ drawings: { named: NamedDrawing; polygons: Polygons }[]; version: number }>;
  /** Writes drawings nobody sees yet. */
  draft(drawings: readonly Drawing[]): Promise<void>;
  /** Makes the drawings of this zone hold, in one write. Throws when another import was first. */
  switchTo(zone: Zone, version: number): Promise<void>;
  /** Tells the others of every holding drawing they were not told of. May be repeated, also after a crash. */
  tell(zone: string): Promise<void>;
}

/** W01: load or replace the wijken of the zone. A file with a finding changes nothing; one without changes all at once. */
export class ImportZone {
  constructor(
    private readonly drawings: ZoneDrawings,
    private readonly moments: Moments,
  ) {}

  async run({ request, zone }: Asked<RequestOf<typeof importZone>>): Promise<Result<AnswerOf<typeof importZone>>> {
    const { name, geojson, toleranceSquareMetres = DEFAULT_TOLERANCE_M2 } = request;
    const wijken = readZone(geojson);
    const detailed = wijken.filter((wijk) => pointsOf(wijk) > mostPoints);
    if (detailed.length > 0) return fail(zoneRefused(detailed.map(tooDetailed)));
    const findings = await validateZone(geojson, toleranceSquareMetres);
    if (findings.length > 0) return fail(zoneRefused(findings));
    const { drawings: holding, version } = await this.drawings.holding(zone);
    const { now, next } = this.moments;
    const plan = planImport(holding, { zone, name, wijken, now: now(), nextId: next });
    const untellable = plan.changed.filter((drawing) => !canBeTold(drawing));
    if (untellable.length > 0) return fail(zoneRefused(untellable.map(tooDetailed)));
    await this.drawings.draft(plan.changed);
    await this.drawings.switchTo(plan.zone, version);
    await this.drawings.tell(zone);
    return ok({ wijken: wijken.length, unchanged: plan.unchanged, findings: [] });
  }
}

/** Points of one wijk's border: checking takes the square of it (4,000: seconds), and an event must carry it. Ghent's have dozens. */
const mostPoints = 4_000;
const pointsOf = ({ polygons }: Pick<Wijk, 'polygons'>): number => polygons.flat().reduce((sum, ring) => sum + ring.length, 0);

/** Checked before anything is written: a drawing that cannot be told to the others must not hold here either. */
const canBeTold = ({ wijkId, name, municipality, edition, polygons }: Drawing): boolean =>
  neighbourhoodDrawn.validate({ wijkId, name, municipality, edition, polygons }).ok;

const tooDetailed = ({ name }: Pick<Drawing, 'name'>): Pick<ZoneFinding, 'sentence'> => ({
  sentence: `${name.slice(0, 120)} has a border of more than ${mostPoints} points or a name of more than 120 letters: simplify it.`,
});

/** Says by wijk name what is wrong, so that the one who drew the file can mend it. */
function zoneRefused(findings: readonly Pick<ZoneFinding, 'sentence'>[]): DomainError {
  const said = findings.slice(0, 20).map(({ sentence }) => sentence);
  const more = findings.length > said.length ? [`And ${findings.length - said.length} more.`] : [];
  return new DomainError('wijk.zone-refused', { findings: findings.length, sentence: [...said, ...more].join(' ') });
}
