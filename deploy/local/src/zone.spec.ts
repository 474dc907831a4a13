import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { servedZone, zoneIdOf } from './zone';

describe('the id of a zone file', () => {
  it.each([
    ['/data/wijken_pz-amow.geojson', 'amow'],
    ['wijken_pz-brussel-hoofdstad-elsene.geojson', 'brusselhoofdstad'],
    ['wijken_pz-gent.geojson', 'gent'],
    ['Zone_Luchthaven 2.json', 'luchthaven2'],
  ])('%s → %s', (file, id) => expect(zoneIdOf(file)).toBe(id));

  it('is refused with the remedy when the name gives none', () => expect(() => zoneIdOf('---.geojson')).toThrow(/rename it/));
});

describe('the zone of the last start', () => {
  it('is not taken for another when its file cannot be read', () => {
    const dir = mkdtempSync(join(tmpdir(), 'spil-zone-'));
    try {
      expect(servedZone(dir, { demo: true }).id).toBe('demo');
      writeFileSync(join(dir, 'zone.json'), '{"id":"am');
      expect(() => servedZone(dir, { demo: true })).toThrow(/--zone/);
      expect(readFileSync(join(dir, 'zone.json'), 'utf8')).toBe('{"id":"am');
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
