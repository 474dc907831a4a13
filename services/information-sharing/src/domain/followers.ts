import type { ItemTexts, Role } from '@spil/contracts';
import type { Instant } from '@spil/domain-kit';
import { pick, type Policy } from '@spil/policy';
import type { Assignment } from './assignment';
import { isIn, shownOf, type InboxEntry, type Match } from './inbox-entry';
import { matches } from './matching';
import { everybodysDesks, Sight } from './sight';
import type { Subscription } from './subscription';

/** A person with what she follows and where she is assigned. */
export interface Follower {
  personId: string;
  zone: string;
  subscriptions: readonly Subscription[];
  assignments: readonly Assignment[];
}

type Routed = Pick<InboxEntry, 'zone' | 'desk' | 'item' | 'texts'>;

/**
 * In whose inbox an item goes: who follows it, or works at a desk whose items are everybody's there, and may see it now.
 * A subscription alone shows nothing: the policy is asked for each person, here and again when she reads.
 */
export function followersOf(routed: Routed, followers: readonly Follower[], policy: Policy, now: Instant) {
  const found: { matches: Match[]; subscribers: string[] } = { matches: [], subscribers: [] };
  const forAll = everybodysDesks.has(routed.desk);
  for (const follower of followers) {
    const matched = follower.subscriptions.filter((one) => one.status === 'active' && matches(one.criteria, routed.item, routed.texts));
    // Nearly nobody of a large zone follows just this: rights are worked out only for those it can concern.
    if (matched.length === 0 && !forAll) continue;
    const sight = new Sight(readerOf(follower), now, policy);
    const entry = { ...routed, itemId: routed.item.itemId, matches: [], subscribers: [], filedAt: now };
    const open = isIn(entry, follower.personId, sight.openDesks());
    if (matched.length === 0 && !open) continue;
    const decision = sight.decide(shownOf(entry));
    if (decision.effect === 'deny') continue;
    // Again on what she will see: a word that is withheld from her must not be found out by following it.
    const seen = pick(routed.texts, decision.fields) as ItemTexts;
    const visibly = matched.filter(({ criteria }) => matches(criteria, routed.item, seen));
    if (visibly.length === 0 && !open) continue;
    found.subscribers.push(follower.personId);
    found.matches.push(...visibly.map(({ name }) => ({ personId: follower.personId, name })));
  }
  return found;
}

/** Roles a person is known by here: those of her assignments, and those she had when she subscribed. */
const readerOf = ({ zone, subscriptions, assignments }: Follower) => {
  const roles = new Set<Role>([...assignments.map(({ role }) => role), ...subscriptions.flatMap((one) => one.roles)]);
  return { roles: [...roles], zone, assignments };
};
