import { describe, expect, it } from '@jest/globals';
import { installRemedy, isInstalled } from './install.mjs';

const wanted = {
  '': {},
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/b-darwin': { version: '1.0.0', optional: true },
};
const installed = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

describe('what is installed', () => {
  it('is enough without the optional packages of other systems', () => expect(isInstalled(wanted, installed)).toBe(true));
  it('is not enough when a package is missing', () => expect(isInstalled(wanted, {})).toBe(false));
  it('is not enough in another version', () =>
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } })).toBe(false));
  it('is not enough with other content', () =>
    expect(isInstalled(wanted, { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-z' } })).toBe(false));
});

describe('a failed npm ci', () => {
  it.each([
    ['npm error code ENOSPC', /disk is full: free/],
    ['npm error code ENOTFOUND registry', /registry cannot be reached: check the network/],
    ['npm error code EUSAGE', /run npm install and commit the lock file/],
    ['npm error something else', /npm ci failed: npm error something else/],
  ])('%s names the remedy', (output, sentence) => expect(installRemedy(output)).toMatch(sentence));
});
