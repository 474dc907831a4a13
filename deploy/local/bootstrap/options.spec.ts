import { describe, expect, it } from '@jest/globals';
import { parseOptions } from './options.mjs';

describe('options of npm start', () => {
  it('are sensible when none is given', () =>
    expect(parseOptions([])).toEqual({ fresh: false, demo: true, evening: true, lan: false, port: 3000, portGiven: false, help: false }));
  it('are read', () =>
    expect(parseOptions(['--fresh', '--lan', '--no-demo', '--port', '8080'])).toMatchObject({
      fresh: true,
      lan: true,
      demo: false,
      evening: false,
      port: 8080,
      portGiven: true,
    }));
  it('play the made-up evening in the made-up zone only', () => {
    expect(parseOptions(['--no-evening'])).toMatchObject({ demo: true, evening: false });
    expect(parseOptions(['--zone', 'package.json'])).toMatchObject({ demo: true, evening: false });
  });
  it.each([
    [['--port', '70000'], /--port 70000 is no port/],
    [['--zone', '/nowhere/zone.geojson'], /There is no file .*zone.geojson/],
    [['--quick'], /Unknown option '--quick'[\s\S]*--fresh/],
  ])('%j is refused with the remedy', (args, sentence) => expect(() => parseOptions(args)).toThrow(sentence));
});
