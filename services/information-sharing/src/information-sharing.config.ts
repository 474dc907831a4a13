import { readFileSync } from 'node:fs';
import { env, text } from '@spil/config';
import { defaultPolicy, loadPolicy, type Policy } from '@spil/policy';
import { standardConfig } from '@spil/service-host';

/** Everything this service reads from its environment. */
export const config = env(
  {
    ...standardConfig,
    /** A policy file of the zone's own (JSON); absent: the default policy of libs/policy. */
    POLICY_FILE: text({ optional: true }),
  },
  { readme: 'services/information-sharing/README.md' },
);

/** The policies this service decides by: the default, and the zone's own from the day it holds. Throws PolicyError. */
export function policiesOf({ POLICY_FILE: file }: { POLICY_FILE?: string | undefined }): [Policy, ...Policy[]] {
  return file === undefined ? [defaultPolicy] : [defaultPolicy, loadPolicy(JSON.parse(readFileSync(file, 'utf8')))];
}
