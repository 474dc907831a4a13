import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '@spil/testing';
import { scenarios } from '.';

const places = scenarios.flatMap(({ id, controls }) =>
  controls.flatMap((control) => ('run' in control ? (control.wrong ?? []) : []).map((place) => ({ id, ...place }))),
);

describe('what the controls build wrong', () => {
  it('is there', () => expect(places.length).toBeGreaterThan(0));
  it.each(places)('$id: $file still holds what is replaced, once', ({ file, find, put }) => {
    const text = readFileSync(join(projectRoot(), file), 'utf8');
    expect(text.split(find)).toHaveLength(2);
    expect(put).not.toBe(find);
  });
});
