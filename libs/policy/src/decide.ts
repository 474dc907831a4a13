import { isBefore, reaches } from './moments';
import type { Level, Policy, ReadRule } from './policy-file';

/** Where a person works, as kept by information-sharing. It narrows what the roles of the token allow, never widens it. */
export interface ReaderAssignment {
  role: string;
  team?: string | undefined;
  /** Absent: every wijk of the team's area. */
  wijkIds?: readonly string[] | undefined;
  /** Absent: no theme at all. */
  themes?: readonly string[] | undefined;
  from?: string | undefined;
  until?: string | undefined;
  endedAt?: string | undefined;
}

export interface Reader {
  roles: readonly string[];
  zone: string;
  assignments: readonly ReaderAssignment[];
}

/** A routed item as a reader would meet it: for which audience (`crew-noord`, `local-investigation`) and how much. */
export interface ReadableItem {
  zone: string;
  audience: string;
  wijkId: string;
  theme: string;
  handling: string;
  level: Level;
  /** Names of the text fields it has. */
  fields: readonly string[];
  /** The crew of the audience was sent to a call at the place of this item. */
  onCall?: boolean;
}

/** `redact`: only `fields`. `rule` is the answer to "why do I see this", or why not. */
export type Decision = { effect: 'allow' | 'redact'; fields: string[]; rule: string } | { effect: 'deny'; rule: string };

/** Why and when somebody asks. No purpose: the one the desk works for. */
export interface Asked {
  purpose?: string | undefined;
  now: string;
}

const deny = (rule: string): Decision => ({ effect: 'deny', rule });

/**
 * May this reader see this item for this purpose now (policy.md §3)? Deny by default; a field no rule names is hidden.
 * Asked when delivering and again when reading: for every frame and browser, so it is one pass without garbage.
 */
export function decide(policy: Policy, reader: Reader, item: ReadableItem, { purpose, now }: Asked): Decision {
  if (!reaches(policy.validFrom, now)) return deny('policy-not-in-force');
  if (reader.zone !== item.zone) return deny('other-zone');
  let why = 'no-rule';
  for (const rule of policy.reads) {
    if (!isFor(rule, reader, item)) continue;
    if (purpose !== undefined && !rule.purposes.includes(purpose)) why = why === 'no-rule' ? 'other-purpose' : why;
    else if (isRelated(rule, reader, item, now)) return granted(rule, item);
    else why = 'not-assigned';
  }
  return deny(why);
}

function granted(rule: ReadRule, item: ReadableItem): Decision {
  const fields: string[] = [];
  for (const name of rule.fields) if (item.fields.includes(name)) fields.push(name);
  if (fields.length === 0) return deny('nothing-left');
  return { effect: fields.length === item.fields.length ? 'allow' : 'redact', fields, rule: rule.id };
}

const isFor = (rule: ReadRule, reader: Reader, item: ReadableItem): boolean =>
  meets(rule.roles, reader.roles) &&
  isOneOf(rule.audiences, item.audience) &&
  rule.levels.includes(item.level) &&
  (rule.handling === undefined || rule.handling.includes(item.handling)) &&
  (rule.themes === undefined || rule.themes.includes(item.theme));

function meets(some: readonly string[], others: readonly string[]): boolean {
  for (const one of some) if (others.includes(one)) return true;
  return false;
}

const isOneOf = (audiences: readonly string[], audience: string): boolean =>
  audiences.includes(audience) || (audience.startsWith('crew-') && audiences.includes('crew-*'));

function isRelated(rule: ReadRule, reader: Reader, item: ReadableItem, now: string): boolean {
  if (rule.relation === 'zone') return true;
  for (const assignment of reader.assignments) {
    if (covers(rule, assignment, item) && isWithin(rule, reader, assignment) && isCurrent(assignment, now)) return true;
  }
  return false;
}

const isWithin = (rule: ReadRule, reader: Reader, { role, team }: ReaderAssignment): boolean =>
  rule.roles.includes(role) && reader.roles.includes(role) && !(team !== undefined && rule.exceptTeams?.includes(team));

function covers(rule: ReadRule, { team, wijkIds, themes }: ReaderAssignment, item: ReadableItem): boolean {
  const isHers = team !== undefined && item.audience === `crew-${team}`;
  // Who was sent to a call sees its surroundings also outside her own wijken (policy.md §3, "unit on that call").
  if (rule.relation === 'call') return isHers && item.onCall === true;
  if (wijkIds !== undefined && !wijkIds.includes(item.wijkId)) return false;
  return rule.relation === 'area' ? isHers : coversTheme(rule, team, themes, item);
}

function coversTheme(rule: ReadRule, team: string | undefined, themes: readonly string[] | undefined, item: ReadableItem): boolean {
  return themes?.includes(item.theme) === true && (rule.relation === 'theme' || team === item.audience);
}

/** Does an assignment hold at a moment? From its start until its end, the end excluded; a date that is none holds nothing. */
export const isCurrent = ({ from, until, endedAt }: ReaderAssignment, now: string): boolean =>
  (from === undefined || reaches(from, now)) &&
  (until === undefined || isBefore(now, until)) &&
  (endedAt === undefined || isBefore(now, endedAt));
