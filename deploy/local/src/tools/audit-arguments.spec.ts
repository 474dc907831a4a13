import { describe, expect, it } from '@jest/globals';
import { keysOf, verifyOptions } from './audit-arguments';

const [one, other] = ['a'.repeat(64), 'b'.repeat(64)];

describe('the arguments of audit prove', () => {
  it('are keys, each of a service or of any', () => {
    expect(keysOf([])).toEqual([]);
    expect(keysOf(['--key', one.toUpperCase(), '--key', `wijk=${other}`])).toEqual([
      { fingerprint: one },
      { fingerprint: other, service: 'wijk' },
    ]);
  });

  it.each([
    ['a key with no dashes', [one]],
    ['another word', ['--keys', one]],
    ['a word written together', [`--key=${one}`]],
    ['nothing behind the last', ['--key', one, '--key']],
    ['a short one', ['--key', one.slice(1)]],
    ['a word too much', ['--key', one, 'x']],
    ['an unknown service', ['--key', `wijken=${one}`]],
    ['two signs', ['--key', `wijk=${one}=`]],
    ['one key of two services', ['--key', `wijk=${one}`, '--key', `gateway=${one}`]],
    ['one key of a service and of any', ['--key', `wijk=${one}`, '--key', one]],
    ['two keys of one service', ['--key', `wijk=${one}`, '--key', `wijk=${other}`]],
  ])('are refused with a sentence: %s', (_, words) => {
    expect(() => keysOf(words)).toThrow(/^(prove does not know|--key (wants|gives|wijken=… must name)) /);
  });
});

describe('the arguments of audit verify', () => {
  it('are a service and a form', () => {
    expect(verifyOptions(['--json', '--service', 'wijk'])).toEqual({ services: ['wijk'], json: true });
    expect(verifyOptions([]).json).toBe(false);
  });

  it('are refused when they are anything else', () => {
    for (const words of [['--jsn'], ['--service'], ['--service', 'x'], ['wijk']]) expect(() => verifyOptions(words)).toThrow();
  });
});
