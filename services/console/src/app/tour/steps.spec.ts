import { describe, expect, it } from '@jest/globals';
import { roles } from '../../words/vocabulary';
import { placesOf } from '../places';
import { stepsOf } from './steps';

describe('the tour', () => {
  it.each(roles)('takes a %s past own places only, in at most seven stops: three minutes', (role) => {
    const steps = stepsOf([role]);
    const own = placesOf([role]).map(({ path }) => path);
    expect(steps.length).toBeLessThanOrEqual(7);
    for (const { path } of steps) if (path) expect(own).toContain(path);
    expect(steps.slice(-2).map(({ id }) => id)).toEqual(['connection', 'search']);
  });

  it.each([
    ['team-chief', 'plan'],
    ['auditor', 'reads'],
    ['environment-officer', 'environment'],
    ['operator', 'operations'],
  ] as const)('shows a %s what only she has: %s', (role, place) => {
    expect(stepsOf([role]).map(({ id }) => id)).toContain(place);
  });
});
