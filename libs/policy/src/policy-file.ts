import { z } from 'zod';
import { reaches } from './moments';

const word = z.string().min(1).max(80);
const ruleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/);
const level = z.enum(['briefing', 'safety', 'full']);
const audience = z.union([z.strictObject({ kind: z.literal('crews-by-area') }), z.strictObject({ kind: z.literal('desk'), desk: word })]);

const route = z.strictObject({
  id: ruleId,
  nl: z.string().min(1),
  audience,
  level,
  /** The purpose the audience works for. */
  serves: word,
  when: z.strictObject({
    handling: z.array(word).min(1),
    /** Absent: every theme. */
    themes: z.array(word).min(1).optional(),
    /** Purposes of notes that may flow here; another purpose than `serves` needs the legal basis of that flow (S09). */
    purposes: z.array(z.strictObject({ purpose: word, basis: word.optional() })).min(1),
    mustHave: z.array(word).optional(),
  }),
  fields: z.array(word).min(1),
  /** Withheld parts whose existence the audience may know. `person` stands for the whole person part. */
  tells: z.array(word),
});

const read = z.strictObject({
  id: ruleId,
  nl: z.string().min(1),
  roles: z.array(word).min(1),
  /** Audience names; `crew-*` stands for every crew. */
  audiences: z.array(word).min(1),
  levels: z.array(level).min(1),
  handling: z.array(word).min(1).optional(),
  themes: z.array(word).min(1).optional(),
  relation: z.enum(['zone', 'area', 'call', 'theme', 'desk-theme']),
  exceptTeams: z.array(word).optional(),
  purposes: z.array(word).min(1),
  fields: z.array(word).min(1),
});

const file = z.strictObject({
  format: z.literal('spil-policy/1'),
  version: word,
  validFrom: z.iso.datetime(),
  title: z.strictObject({ nl: z.string(), fr: z.string() }),
  fields: z.record(word, z.strictObject({ nl: z.string().min(1), personal: z.boolean() })),
  usefulness: z.strictObject({
    sources: z.array(word),
    information: z.array(z.number()),
    purposes: z.array(word),
    classifiedMarks: z.array(word),
  }),
  routes: z.array(route),
  reads: z.array(read),
});

/** Need-to-know of a zone as data: who gets a note, how much of it, who may read it (policy.md §3). */
export type Policy = z.infer<typeof file>;
export type RouteRule = Policy['routes'][number];
export type ReadRule = Policy['reads'][number];
export type Level = z.infer<typeof level>;

/** A policy file that cannot be trusted; the message names every place and what is wrong there. */
export class PolicyError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`the policy file is refused: ${problems.join('; ')}`);
    this.name = 'PolicyError';
  }
}

/**
 * Reads a policy file (the parsed JSON). Throws PolicyError on an unknown key, an unknown field, a rule id used twice,
 * a flow to another purpose without a legal basis, or a crew that would get a person part.
 */
export function loadPolicy(json: unknown): Policy {
  const parsed = file.safeParse(json);
  if (!parsed.success) throw new PolicyError(parsed.error.issues.map(sentence));
  const problems = contradictions(parsed.data);
  if (problems.length > 0) throw new PolicyError(problems);
  return deepFreeze(parsed.data);
}

function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') return `${place} has the unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  return `${place}: ${issue.message}`;
}

function contradictions(policy: Policy): string[] {
  const rules = [...policy.routes, ...policy.reads];
  const twice = rules.filter((rule, i) => rules.findIndex(({ id }) => id === rule.id) !== i).map(({ id }) => `rule id ${id} is used twice`);
  const known = (name: string): boolean => Object.hasOwn(policy.fields, name);
  const unknown = rules.flatMap((rule) =>
    rule.fields.filter((name) => !known(name)).map((name) => `rule ${rule.id} names the unknown field "${name}"`),
  );
  const flows = policy.routes.flatMap(({ id, serves, when }) =>
    when.purposes
      .filter(({ purpose, basis }) => purpose !== serves && basis === undefined)
      .map(({ purpose }) => `rule ${id} lets purpose ${purpose} flow to ${serves} without a basis`),
  );
  const persons = rules
    .filter((rule) => forCrews(rule) && rule.fields.some((name) => known(name) && policy.fields[name]?.personal))
    .map(({ id }) => `rule ${id} would show a person to a crew`);
  return [...twice, ...unknown, ...flows, ...persons];
}

const forCrews = (rule: RouteRule | ReadRule): boolean =>
  'audience' in rule ? rule.audience.kind === 'crews-by-area' : rule.audiences.some((name) => name.startsWith('crew-'));

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/** The policy in force at a moment: of those already valid the newest. Undefined when none is yet: then nothing may pass. */
export function policyAt(policies: readonly Policy[], now: string): Policy | undefined {
  const valid = policies.filter((policy) => isInForce(policy, now));
  return valid.sort((a, b) => Date.parse(b.validFrom) - Date.parse(a.validFrom))[0];
}

/** Has the policy begun? */
export const isInForce = (policy: Policy, now: string): boolean => reaches(policy.validFrom, now);
