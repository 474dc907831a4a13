import { describe, expect, it } from '@jest/globals';
import { atLeast, nodeTooOld, versionIn } from './versions.mjs';

describe('versions', () => {
  it.each([
    ['nats-server: v2.15.2', '2.15.2'],
    ['db version v8.0.3\nBuild Info: {}', '8.0.3'],
    ['go version go1.26.8 linux/amd64', '1.26.8'],
    ['nats:2.12-alpine', '2.12'],
    ['nonsense', undefined],
  ])('finds the version in %j', (text, version) => expect(versionIn(text)).toBe(version));

  it.each([
    ['2.12.0', '2.12.0', true],
    ['2.9.26', '2.12.0', false],
    ['3.0', '2.12.0', true],
    ['2.12', '2.12.1', false],
  ])('%s at least %s: %s', (version, minimum, yes) => expect(atLeast(version, minimum)).toBe(yes));

  it('refuses an old Node with the Debian and the macOS remedy, in one line', () => {
    const sentence = nodeTooOld('18.20.4') ?? '';
    expect(sentence).toContain('Node 18.20.4 is too old');
    expect(sentence).toMatch(/Debian: .*; macOS: brew/);
    expect(sentence).not.toContain('\n');
    expect(nodeTooOld('20.19.0')).toBeUndefined();
    expect(nodeTooOld('24.1.0')).toBeUndefined();
  });
});
