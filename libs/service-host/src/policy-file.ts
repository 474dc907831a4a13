import { readFileSync } from 'node:fs';
import { ConfigError, type Variable } from '@spil/config';
import { defaultPolicy, loadPolicy, policyAt, type Policy } from '@spil/policy';

/** The default policy, and the zone's own from the day it holds. */
export type Policies = readonly [Policy, ...Policy[]];

// Printed configurations name it in words.
const byDefault: Policies = Object.defineProperty([defaultPolicy], 'toString', { value: () => 'the policy of libs/policy' }) as [Policy];

/**
 * A policy file of the zone's own (JSON, form: libs/policy), read once at start. A file that cannot be read or trusted stops the
 * program: two services that decide by different policies are worse than one that does not run. Absent: the default alone.
 */
export const policyFile = (): Variable<Policies> => ({
  expects: 'the path of a policy file (JSON, see libs/policy/README.md)',
  secret: false,
  required: false,
  fallback: byDefault,
  parse: (path) => {
    try {
      return [defaultPolicy, loadPolicy(JSON.parse(readFileSync(path, 'utf8')))];
    } catch (error) {
      throw new ConfigError([`POLICY_FILE: ${(error as Error).message}`], ['POLICY_FILE']);
    }
  },
});

/** The policy in force at a moment; the default holds until another does. */
export const policyInForce = (policies: Policies, now: string): Policy =>
  policies.length === 1 ? policies[0] : (policyAt(policies, now) ?? policies[0]);
