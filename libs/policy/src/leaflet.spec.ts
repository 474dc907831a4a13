import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPolicy, policyAsDutchTable } from './index';

const file = join(process.cwd(), 'libs/policy/policy.nl.md');
const bare = (text: string): string => text.replaceAll(/[ -]+/g, ' ').trim();

it('the printed policy says what runs (write it anew with UPDATE_LEAFLET=1)', () => {
  const table = policyAsDutchTable(defaultPolicy);
  if (process.env['UPDATE_LEAFLET'] !== undefined) writeFileSync(file, `${table}\n`);
  expect(bare(readFileSync(file, 'utf8'))).toBe(bare(table));
});
