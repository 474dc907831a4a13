import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';

describe('asyncapi.yaml', () => {
  it('is valid AsyncAPI 3.0 by the official parser', async () => {
    const parser = new Parser();
    const { document, diagnostics } = await parser.parse(readFileSync('libs/contracts/asyncapi.yaml', 'utf8'));
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 0)).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    expect(document?.allChannels().all().length).toBeGreaterThan(40);
  });
});
