import type { AnswerOf, RequestOf, importZone } from '@spil/contracts';
import { DomainError, fail, ok, type Result } from '@spil/domain-kit';
import { DEFAULT_TOLERANCE_M2, readZone, validateZone, type Polygons, type ZoneFinding } from '@spil/geo';
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
    const findings = await validateZone(geojson, toleranceSquareMetres);
    if (findings.length > 0) return fail(zoneRefused(findings));
    const wijken = readZone(geojson);
    const { drawings: holding, version } = await this.drawings.holding(zone);
    const { now, next } = this.moments;
    const plan = planImport(holding, { zone, name, wijken, now: now(), nextId: next });
    await this.drawings.draft(plan.changed);
    await this.drawings.switchTo(plan.zone, version);
    await this.drawings.tell(zone);
    return ok({ wijken: wijken.length, unchanged: plan.unchanged, findings: [] });
  }
}

/** Says by wijk name what is wrong, so that the one who drew the file can mend it. */
function zoneRefused(findings: readonly ZoneFinding[]): DomainError {
  const said = findings.slice(0, 20).map(({ sentence }) => sentence);
  const more = findings.length > said.length ? [`And ${findings.length - said.length} more.`] : [];
  return new DomainError('wijk.zone-refused', { findings: findings.length, sentence: [...said, ...more].join(' ') });
}
