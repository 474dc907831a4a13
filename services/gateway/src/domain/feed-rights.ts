import type { Assignment, Caller } from '@spil/identity';
import { crewAudience, type Role } from '@spil/contracts';
import { decide, fieldsOf, pick, type ReadableItem, type Level, type Policy } from '@spil/policy';
import { visibleData, type FeedFrame } from './feed-frame';

/** What one assignment lets a person hear. A role alone opens nothing: the end of the assignment ends everything. */
function audienceOf({ role, team }: Assignment): string | undefined {
  if (role === 'crew') return team === undefined ? undefined : crewAudience(team);
  // Investigators work at one of two desks; the team of the assignment says at which.
  if (role === 'investigator') return team === 'administrative-police' ? team : 'local-investigation';
  return deskOf[role];
}
const deskOf: Partial<Record<Role, string>> = {
  dispatcher: 'dispatch',
  'environment-officer': 'environment',
  inspector: 'wijk',
  'team-chief': 'wijk',
};

/** Audiences a person may hear now. */
export const audiencesOf = (caller: Caller): string[] => [
  ...new Set(caller.assignments.map(audienceOf).filter((audience) => audience !== undefined)),
];

/** What a reader gets of a frame: nothing, or data with the rule that allowed it. `key` tells apart how much was left out. */
export type Sight = { effect: 'deny'; rule: string } | { effect: 'allow' | 'redact'; rule: string; key: string; data: () => object };

const deny = (rule: string): Sight => ({ effect: 'deny', rule });

/** Decides, with the rights of this moment, what a reader may see of a frame (wall 4; T2, T22). */
export function sightOf(caller: Caller, frame: FeedFrame, { policy, now }: { policy: Policy; now: string }): Sight {
  if (frame.zone !== caller.zone) return deny('other-zone');
  const granting = caller.assignments.filter((assignment) => audienceOf(assignment) === frame.audience);
  if (granting.length === 0) return deny('not-assigned');
  // What was said before an assignment began was not said to this person (F29).
  if (granting.every(({ from }) => Date.parse(from) > Date.parse(frame.at))) return deny('before-assignment');
  if (frame.readers && !frame.readers.includes(caller.sub)) return deny('not-addressed');
  if (!isItem(frame)) return allow(frame, 'audience');
  return itemSight(caller, frame, policy, now);
}

/** Items are the frames the policy speaks of; calls, units and a note's own steps are for the whole audience. */
const isItem = ({ kind }: FeedFrame): boolean => kind === 'briefing' || kind === 'inbox-entry';

const allow = (frame: FeedFrame, rule: string): Sight => ({ effect: 'allow', rule, key: '', data: () => visibleData(frame, frame.texts) });

function itemSight(caller: Caller, frame: FeedFrame, policy: Policy, now: string): Sight {
  const decision = decide(policy, caller, itemOf(frame), { now });
  if (decision.effect === 'deny') return decision;
  const { effect, rule, fields } = decision;
  return { effect, rule, key: fields.join(), data: () => visibleData(frame, pick(frame.texts, fields)) };
}

const items = new WeakMap<FeedFrame, ReadableItem>();

/** What the policy decides about; a frame is the same for everybody, so it is made once for all its readers. */
function itemOf(frame: FeedFrame): ReadableItem {
  const known = items.get(frame);
  if (known) return known;
  const { facts, texts, zone, audience } = frame;
  const item: ReadableItem = {
    zone,
    audience,
    wijkId: String(facts['wijkId']),
    theme: String(facts['theme']),
    handling: String(facts['handling']),
    level: facts['level'] as Level,
    fields: fieldsOf(texts),
  };
  items.set(frame, item);
  return item;
}
