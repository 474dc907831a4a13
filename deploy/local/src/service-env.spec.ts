import { describe, expect, it } from '@jest/globals';
import { serviceNames, type ServiceName } from '@spil/contracts';
import { databaseOf, serviceUri } from './mongo';
import { sealsFor, standardEnv, type Addresses } from './service-env';
import type { Secrets } from './secrets';

const named = (prefix: string) =>
  Object.fromEntries(serviceNames.map((name) => [name, `${prefix}-${name}`])) as Record<ServiceName, string>;
const secrets = {
  nats: { ...named('bus'), provisioner: 'p', system: 's' },
  mongo: { ...named('db'), admin: 'a' },
  producerKeys: named('producer'),
  sealKeys: named('seal'),
  caller: { privateKey: { kty: 'OKP', d: 'private' }, publicKey: { kty: 'OKP', x: 'public' } },
} as unknown as Secrets;
const at = {
  nats: 'nats://h:1',
  otlp: 'http://h:2',
  mongoOf: (service: ServiceName) => `mongodb://${service}`,
  healthPort: () => 7,
} as unknown as Addresses;
const told = (service: ServiceName) => standardEnv(service, at, secrets, [{ zone: 'demo', teams: ['noord'] }]);

describe('what a service is told', () => {
  it.each(serviceNames)('%s gets its own passwords and keys and nobody else’s', (service) => {
    const text = JSON.stringify(told(service));
    for (const other of serviceNames.filter((name) => name !== service)) {
      expect(text).not.toContain(`bus-${other}"`);
      expect(text).not.toContain(`db-${other}"`);
    }
    expect(text).not.toContain('private');
    expect(told(service)['PRODUCER_KEY']).toBe(`producer-${service}`);
  });

  it('has the keys of the producers it listens to, and no others', () => {
    expect(JSON.parse(told('intervention')['PRODUCER_KEYS'] ?? '')).not.toHaveProperty('mediation');
    expect(Object.keys(JSON.parse(told('information-sharing')['PRODUCER_KEYS'] ?? '') as object)).toContain('wijk');
  });

  it('can seal for those that listen to it and open with its own key only', () => {
    expect(sealsFor('wijk')).toContain('information-sharing');
    expect(sealsFor('mediation')).toEqual(expect.not.arrayContaining(['wijk', 'intervention']));
  });
});

describe('a service’s database', () => {
  it('has the service’s own name, user and password', () => {
    const uri = new URL(serviceUri('mongodb://127.0.0.1:27017', 'information-sharing', secrets.mongo));
    expect([uri.username, uri.password, uri.pathname, uri.searchParams.get('authSource')]).toEqual([
      'information-sharing',
      'db-information-sharing',
      '/spil_information_sharing',
      'spil_information_sharing',
    ]);
    expect(databaseOf('wijk')).toBe('spil_wijk');
  });

  it('keeps the options of an address of one’s own', () =>
    expect(serviceUri('mongodb://root:x@db.example:27017/?replicaSet=rs0', 'wijk', secrets.mongo)).toBe(
      'mongodb://wijk:db-wijk@db.example:27017/spil_wijk?replicaSet=rs0&authSource=spil_wijk',
    ));
});
