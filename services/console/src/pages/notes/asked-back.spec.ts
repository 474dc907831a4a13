import { describe, expect, it } from '@jest/globals';
import { askedBack } from './asked-back';
import type { Step } from './live-steps';

const step = (name: Step['step'], audience: string): Step => ({
  ...{ noteId: '01939f6e-0000-7000-8000-000000000001', step: name, audience, at: '2026-01-12T10:00:00.000Z' },
});
const [desk, other, crew] = ['local-investigation', 'environment', 'crew-noord'];

describe('a note that waits for its author', () => {
  it.each([
    ['nobody did anything yet', [step('routed', desk)], undefined],
    ['a desk gave it back', [step('routed', desk), step('returned', desk)], 1],
    ['a desk gave it back and took it after all', [step('returned', desk), step('accepted', desk)], undefined],
    ['a crew said what it was worth afterwards', [step('returned', desk), step('briefed', crew), step('rated', crew)], 0],
    ['another desk took it afterwards', [step('returned', desk), step('accepted', other)], 0],
    ['it came back twice', [step('returned', desk), step('accepted', desk), step('returned', desk)], 2],
  ] as const)('%s', (_, steps, at) => {
    expect(askedBack({ steps: [...steps] })).toBe(at === undefined ? undefined : steps[at]);
  });
});
