import type { Instant } from '@spil/domain-kit';
import type { Caller } from '@spil/identity';
import { decide, isCurrent, type Decision, type Policy, type Reader } from '@spil/policy';
import type { Assignment } from './assignment';
import type { ItemFacts } from './publications';

/** An item as it lies before a reader: for which audience and with which text fields. */
export interface Shown {
  zone: string;
  audience: string;
  item: ItemFacts;
  fields: readonly string[];
  /** The crew of the audience was sent to a call at the place. */
  onCall?: boolean;
}

/** Desks whose items can be of everybody working there, without a subscription. */
export const everybodysDesks: ReadonlySet<string> = new Set(['environment', 'administrative-police']);

/** What a person may see now. */
export class Sight {
  constructor(
    readonly reader: Reader,
    readonly now: Instant,
    private readonly policy: Policy,
    private readonly purpose?: string,
  ) {}

  /** The policy's answer for one item, with the rule that gave it. */
  decide({ zone, audience, item, fields, onCall }: Shown): Decision {
    const { wijkId, theme, handling, level } = item;
    return decide(
      this.policy,
      this.reader,
      { zone, audience, wijkId, theme, handling, level, fields, ...(onCall === undefined ? {} : { onCall }) },
      { purpose: this.purpose, now: this.now },
    );
  }

  /** Themes this person works on: those assigned, and those the policy gives a whole role. */
  themes(): string[] {
    const assigned = this.reader.assignments.filter((one) => isCurrent(one, this.now)).flatMap(({ themes }) => themes ?? []);
    const byRole = this.policy.reads
      .filter(({ relation, roles }) => relation === 'zone' && roles.some((role) => this.reader.roles.includes(role)))
      .flatMap(({ themes }) => themes ?? []);
    return [...new Set([...assigned, ...byRole])];
  }

  /** Themes of which anything can be hers at a desk; undefined when a rule of her role is not about themes at all. */
  reachableThemes(): string[] | undefined {
    const hers = this.policy.reads.filter(({ roles }) => roles.some((role) => this.reader.roles.includes(role)));
    return hers.some(({ relation, themes }) => relation === 'zone' && themes === undefined) ? undefined : this.themes();
  }

  /** Desks whose items are of everybody working there, without a subscription; local investigation is not one of them. */
  openDesks(): string[] {
    const environment = this.reader.roles.includes('environment-officer') ? ['environment'] : [];
    const posted = this.reader.assignments.some((one) => one.team === 'administrative-police' && isCurrent(one, this.now));
    return posted ? [...environment, 'administrative-police'] : environment;
  }
}

/**
 * The reader as of now: the token bounds, and of its assignments only those that still hold by our own books count
 * (T22: a token may be a minute old, an ended assignment is over at once).
 */
export function readerOf(caller: Caller, held: readonly Assignment[], now: Instant): Reader {
  const living = new Set(held.filter((one) => one.personId === caller.sub && isCurrent(one, now)).map(({ assignmentId }) => assignmentId));
  return {
    roles: caller.roles,
    zone: caller.zone,
    assignments: caller.assignments.filter(({ assignmentId }) => living.has(assignmentId)),
  };
}
