import { isInForce, type Level, type Policy, type RouteRule } from './policy-file';

/** What routing looks at: facts of a note and the names of the text fields it has (`person.name` for a nested one). */
export interface RoutableItem {
  theme: string;
  handling: string;
  purpose: string;
  fields: readonly string[];
}

export type Audience = { kind: 'crews-by-area' } | { kind: 'desk'; desk: string };

/** Who gets the item and how much of it. */
export interface Target {
  audience: Audience;
  level: Level;
  /** Fields of the item this audience may have. */
  fields: string[];
  /** Names of withheld parts the audience may know of. */
  withheld: string[];
  /** Does it get anything about a person? */
  personal: boolean;
  rule: string;
}

/**
 * Where an item goes (S01, S04, S09). An audience no rule names gets nothing, a field no rule names is hidden, and of
 * several rules for one audience the first decides.
 */
export function route(policy: Policy, item: RoutableItem, now: string): Target[] {
  if (!isInForce(policy, now)) return [];
  const targets = new Map<string, Target>();
  for (const rule of policy.routes) {
    const key = audienceKey(rule.audience);
    if (!targets.has(key) && applies(rule, item)) {
      const target = targetOf(policy, rule, item);
      if (target.fields.length > 0) targets.set(key, target);
    }
  }
  return [...targets.values()];
}

/** One word for an audience, such as `crews-by-area` or `local-investigation`. */
export const audienceKey = (audience: Audience): string => (audience.kind === 'desk' ? audience.desk : audience.kind);

const applies = ({ when }: RouteRule, item: RoutableItem): boolean =>
  when.handling.includes(item.handling) &&
  (when.themes === undefined || when.themes.includes(item.theme)) &&
  when.purposes.some(({ purpose }) => purpose === item.purpose) &&
  (when.mustHave ?? []).every((name) => item.fields.includes(name));

function targetOf(policy: Policy, rule: RouteRule, item: RoutableItem): Target {
  const fields = rule.fields.filter((name) => item.fields.includes(name));
  const told = rule.tells.filter((name) => item.fields.some((field) => field === name || field.startsWith(`${name}.`)));
  return {
    audience: rule.audience,
    level: rule.level,
    fields,
    withheld: told.filter((name) => !fields.includes(name)),
    personal: fields.some((name) => policy.fields[name]?.personal === true),
    rule: rule.id,
  };
}
