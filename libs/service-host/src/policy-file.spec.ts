import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigError, env } from '@spil/config';
import { defaultPolicy } from '@spil/policy';
import { policyFile, policyInForce } from './policy-file';

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), 'spil-policy-'))));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const config = env({ POLICY_FILE: policyFile() });
const fileWith = (text: string): string => {
  const file = join(dir, 'policy.json');
  writeFileSync(file, text);
  return file;
};

describe('the policy file', () => {
  it('is the default alone when none is named', () => {
    expect([...config({}).POLICY_FILE]).toEqual([defaultPolicy]);
    expect(config.describe({})).toContainEqual(expect.objectContaining({ shown: 'the policy of libs/policy (default)' }));
  });

  it('holds from its day on, the default until then', () => {
    const own = { ...defaultPolicy, version: 'own', validFrom: '2026-06-01T00:00:00.000Z' };
    const { POLICY_FILE: policies } = config({ POLICY_FILE: fileWith(JSON.stringify(own)) });
    expect(policyInForce(policies, '2026-05-31T23:59:59.000Z')).toBe(defaultPolicy);
    expect(policyInForce(policies, '2026-06-01T00:00:00.000Z').version).toBe('own');
  });

  it.each([
    ['that is not there', () => join(dir, 'nothing.json'), /ENOENT/],
    ['that is no JSON', () => fileWith('{'), /JSON/],
    ['with an unknown key', () => fileWith(JSON.stringify({ ...defaultPolicy, extra: 1 })), /unknown key "extra"/],
  ])('stops the program when it names a file %s, and says why', (_, file, why) => {
    const start = (): unknown => config({ POLICY_FILE: file() });
    expect(start).toThrow(ConfigError);
    expect(start).toThrow(why);
  });
});
