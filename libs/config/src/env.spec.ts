import { describe, expect, it } from '@jest/globals';
import { bool, ConfigError, env, int, json, oneOf, ratio, secret, text, url } from './index';

const declared = env(
  {
    NATS_URL: url(),
    FEED_PAGE_SIZE: int({ default: 50, min: 1, max: 500 }),
    PRODUCER_KEY: secret(),
    ZONES: json<string[]>({ default: [] }),
    MODE: oneOf(['embedded', 'cluster'], { default: 'embedded' }),
    QUIET: bool({ default: false }),
    OTLP_URL: url({ optional: true }),
    RATIO: ratio({ default: 1 }),
    TITLE: text({ optional: true }),
  },
  { readme: 'services/wijk/README.md' },
);
const good = { NATS_URL: 'nats://a:1,nats://b:2', PRODUCER_KEY: 'sixteen-letters-or-more' };
const refusal = (environment: Record<string, string>): ConfigError => {
  try {
    declared(environment);
  } catch (error) {
    return error as ConfigError;
  }
  throw new Error('was not refused');
};

describe('env', () => {
  it('parses once into typed values with their defaults', () => {
    const size: number = declared(good).FEED_PAGE_SIZE;
    const mode: 'embedded' | 'cluster' = declared({ ...good, MODE: 'cluster' }).MODE;
    const otlp: string | undefined = declared(good).OTLP_URL;
    expect([size, mode, otlp]).toEqual([50, 'cluster', undefined]);
    expect(declared({ ...good, QUIET: 'yes', RATIO: '0.25', ZONES: '["demo"]' })).toMatchObject({
      QUIET: true,
      RATIO: 0.25,
      ZONES: ['demo'],
    });
  });

  it('names every variable that does not fit, with the remedy', () => {
    const error = refusal({ FEED_PAGE_SIZE: '0', MODE: 'other', QUIET: 'perhaps', ZONES: '{' });
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.names).toEqual(['NATS_URL', 'FEED_PAGE_SIZE', 'PRODUCER_KEY', 'ZONES', 'MODE', 'QUIET']);
    expect(error.problems[0]).toBe('NATS_URL is missing: set it to an address such as nats://127.0.0.1:4222 (see services/wijk/README.md)');
    expect(error.problems[1]).toContain('FEED_PAGE_SIZE does not fit: set it to a whole number from 1 to 500');
  });

  it('takes an empty text for a missing one', () => {
    expect(refusal({ ...good, NATS_URL: '' }).names).toEqual(['NATS_URL']);
  });

  it('never repeats a value in an error or a printout of a secret', () => {
    const error = refusal({ NATS_URL: 'hunter2-not-an-url', PRODUCER_KEY: 'short' });
    expect(error.message).not.toMatch(/hunter2|short/);
    const printed = JSON.stringify(declared.describe({ ...good, NATS_URL: 'nats://wijk:hunter2@127.0.0.1:4222' }));
    expect(printed).not.toMatch(/hunter2|sixteen/);
    expect(printed).toContain('50 (default)');
  });

  it('reads a secret from the file that NAME_FILE names, and says so when it cannot', () => {
    expect(refusal({ NATS_URL: 'nats://a', PRODUCER_KEY_FILE: '/nowhere/at/all' }).problems).toEqual([
      'PRODUCER_KEY_FILE names a file that cannot be read: check its path and rights',
    ]);
  });

  it('declares its names for those who check deployments', () => {
    expect(declared.names).toContain('PRODUCER_KEY');
    expect(declared.describe().find(({ name }) => name === 'PRODUCER_KEY')).toMatchObject({ required: true, secret: true });
  });
});
