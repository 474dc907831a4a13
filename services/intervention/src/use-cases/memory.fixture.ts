import type { Sealed, ServiceName } from '@spil/contracts';
import { ok, type Result } from '@spil/domain-kit';
import type { Role } from '@spil/contracts';
import type { Caller } from '@spil/identity';
import type { Unit } from '../domain/unit';
import type { Read } from './ports';

export const now = '2026-01-12T10:00:00.000Z';
export const clock = { now: () => now };

/** Sealing that can be looked at: it keeps who may open it and what it belongs to. */
export const seal = {
  seal: (content: unknown, audiences: ServiceName[], about: string): Sealed => ({
    alg: 'A256GCM',
    iv: about,
    data: JSON.stringify(content),
    keys: Object.fromEntries(audiences.map((name) => [name, 'key'])),
  }),
  open: <T>(sealed: Sealed, about: string): T => {
    if (sealed.iv !== about || !('intervention' in sealed.keys)) throw new Error('cannot open');
    return JSON.parse(sealed.data) as T;
  },
};

/** A read log that can be made to fail. */
export class MemoryReads {
  lines: Read[] = [];
  broken = false;
  record(lines: readonly Read[]): Promise<void> {
    if (this.broken && lines.length > 0) return Promise.reject(new Error('read-log.unavailable'));
    this.lines.push(...lines);
    return Promise.resolve();
  }
}

export class MemoryUnits {
  units = new Map<string, Unit>();
  ofZone(zone: string): Promise<Unit[]> {
    return Promise.resolve([...this.units.values()].filter((unit) => unit.zone === zone));
  }
  async change(zone: string, unitId: string, change: (now: Unit | undefined) => Result<Unit>): Promise<Result<Unit>> {
    const changed = change(this.units.get(`${zone}/${unitId}`));
    if (changed.ok) this.units.set(`${zone}/${unitId}`, changed.value);
    return changed.ok ? ok(changed.value) : changed;
  }
}

export const person = (role: Role, more: Partial<Caller> = {}): Caller => ({
  sub: `${role}-1`,
  roles: [role],
  zone: 'amow',
  assignments: [],
  assignmentVersion: 1,
  exp: 0,
  ...more,
});
export const crewOf = (team: string, wijkIds: string[] = []): Caller =>
  person('crew', { assignments: [{ assignmentId: 'a', role: 'crew', team, wijkIds, from: now }] });
