import type { Person } from './person';

/** How long after the last sign-in a device still opens for capture without network: one long shift. */
const hours = 14;
const name = 'spil.last-person';

/** Who worked here last. No token and nothing of the work: only what the pages need to keep taking notes while there is no network. */
export function rememberPerson(person: Person, now: number): void {
  try {
    localStorage.setItem(name, JSON.stringify({ person, until: now + hours * 3_600_000 }));
  } catch {
    // Storage is forbidden: then this device cannot be opened without network, and nothing else is lost.
  }
}

export function forgetPerson(): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

/** Who may go on without network; undefined when nobody, or when it is too long ago. `now` in ms. */
export function rememberedPerson(now: number): Person | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as { person: Person; until: number } | null;
    return kept && now < kept.until ? kept.person : undefined;
  } catch {
    return undefined;
  }
}
