import { describe, expect, it } from '@jest/globals';
import { env, int, json, printout, secret, text, url } from './index';

const declared = env({
  NATS_URL: url(),
  NATS_PASSWORD: secret(),
  KEYS: json<object>(),
  PORT: int({ default: 8080 }),
  NAME: text({ optional: true }),
});

describe('the printout of a configuration', () => {
  const shown = printout(declared, {
    NATS_URL: 'nats://user:Zonneveld@h:1',
    NATS_PASSWORD: 'Kanarie-Zonneveld-1',
    KEYS: '{"a":"Zonneveld"}',
    NAME: 'wijk',
  });

  it('says what each variable is and expects', () => {
    expect(shown).toMatch(/^PORT +8080 \(default\) +a whole number/m);
    expect(shown).toMatch(/^NAME +wijk/m);
    expect(shown).toMatch(/^NATS_PASSWORD +\(set\) .*must be set$/m);
  });

  it('shows no secret: not a password, not an address that may hold one, not a key', () => expect(shown).not.toContain('Zonneveld'));
});
