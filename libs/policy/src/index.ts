import json from './default-policy.json' with { type: 'json' };
import { loadPolicy } from './policy-file';

export { decide, isCurrent, type Asked, type Decision, type ReadableItem, type Reader, type ReaderAssignment } from './decide';
export { policyAsDutchTable } from './dutch-table';
export { fieldsOf, pick } from './fields';
export { loadPolicy, policyAt, PolicyError, type Level, type Policy, type ReadRule, type RouteRule } from './policy-file';
export { audienceKey, route, type Audience, type RoutableItem, type Target } from './route';
export { whyNotUseful, type NotUseful, type Tested } from './usefulness';

/** The policy that applies unless a zone brings its own file; a guess for the zone's DPO to sign off (policy.md §3). */
export const defaultPolicy = loadPolicy(json);
