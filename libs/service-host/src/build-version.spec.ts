import { describe, expect, it } from '@jest/globals';
import { buildVersion } from './build-version';

// What a built program says, the telemetry suite asks of all of them.
describe('the version of a program', () => {
  it('is what who packs it says', () => expect(buildVersion({ SPIL_VERSION: '1.2.3+abc1234' })).toBe('1.2.3+abc1234'));

  it('is dev where sources run unbuilt, also when nothing is said about it', () => {
    expect(buildVersion({})).toBe('dev');
    expect(buildVersion({ SPIL_VERSION: '', npm_package_version: '9.9.9' })).toBe('dev');
  });
});
