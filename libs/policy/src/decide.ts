import { isInForce, type Level, type Policy, type ReadRule } from './policy-file';

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
 * Asked when delivering and again when reading.
 */
export function decide(policy: Policy, reader: Reader, item: ReadableItem, { purpose, now }: Asked): Decision {
  if (!isInForce(policy, now)) return deny('policy-not-in-force');
  if (reader.zone !== item.zone) return deny('other-zone');
  const named = policy.reads.filter((rule) => isFor(rule, reader, item));
  if (named.length === 0) return deny('no-rule');
  const fitting = named.filter((rule) => purpose === undefined || rule.purposes.includes(purpose));
  if (fitting.length === 0) return deny('other-purpose');
  const at = Date.parse(now);
  const rule = fitting.find((each) => isRelated(each, reader, item, at));
  if (!rule) return deny('not-assigned');
  const fields = rule.fields.filter((name) => item.fields.includes(name));
  if (fields.length === 0) return deny('nothing-left');
  return { effect: fields.length === item.fields.length ? 'allow' : 'redact', fields, rule: rule.id };
}

const isFor = (rule: ReadRule, reader: Reader, item: ReadableItem): boolean =>
  rule.roles.some((role) => reader.roles.includes(role)) &&
  rule.audiences.some((name) => name === item.audience || (name === 'crew-*' && item.audience.startsWith('crew-'))) &&
  rule.levels.includes(item.level) &&
  (rule.handling === undefined || rule.handling.includes(item.handling)) &&
  (rule.themes === undefined || rule.themes.includes(item.theme));

function isRelated(rule: ReadRule, reader: Reader, item: ReadableItem, at: number): boolean {
  if (rule.relation === 'zone') return true;
  return reader.assignments.some(
    (assignment) =>
      rule.roles.includes(assignment.role) &&
      reader.roles.includes(assignment.role) &&
      isCurrent(assignment, at) &&
      !(assignment.team !== undefined && rule.exceptTeams?.includes(assignment.team)) &&
      (assignment.wijkIds === undefined || assignment.wijkIds.includes(item.wijkId)) &&
      covers(rule, assignment, item),
  );
}

function covers(rule: ReadRule, assignment: ReaderAssignment, item: ReadableItem): boolean {
  if (rule.relation === 'area') return assignment.team !== undefined && item.audience === `crew-${assignment.team}`;
  if (assignment.themes?.includes(item.theme) !== true) return false;
  return rule.relation === 'theme' || assignment.team === item.audience;
}

/** Does an assignment hold at a moment (milliseconds since 1970)? From its start until its end, the end excluded. */
export function isCurrent(assignment: ReaderAssignment, at: number): boolean {
  const from = assignment.from === undefined ? -Infinity : Date.parse(assignment.from);
  const until = assignment.until === undefined ? Infinity : Date.parse(assignment.until);
  const ended = assignment.endedAt === undefined ? Infinity : Date.parse(assignment.endedAt);
  return from <= at && at < until && at < ended;
}
