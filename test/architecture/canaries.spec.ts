import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';

interface Refusal {
  name: string;
  rule: string;
  refused: boolean;
  rules: string[];
}
let refusals: Refusal[] = [];
beforeAll(() => {
  refusals = JSON.parse(execFileSync('node', ['test/architecture/canaries.mjs'], { encoding: 'utf8' })) as Refusal[];
}, 120_000);

describe('walls in the code', () => {
  it('refuses every forbidden import and habit', () => {
    expect(refusals.filter((canary) => !canary.refused)).toEqual([]);
    expect(refusals.length).toBeGreaterThanOrEqual(20);
  });
});
