// F30–F32: rights that are forged, tried out, or were given by mistake.
import { connect, errors, type NatsConnection } from '@nats-io/transport-node';
import { readLogCollection } from '@spil/audit';
import { inboxPrefix, localSettings, natsConfig, serviceNames, topology, type ServiceName } from '@spil/contracts';
import { Api, ApiProblem } from '@spil/local';
import { connectBus, provision } from '@spil/messaging';
import { startNats } from '@spil/testing';
import { Program } from '../tools/program';
import { comes, pause } from '../tools/wait';
import { zoneId, zones } from '../world/places';
import { worldScenario, type Scene } from '../world/run';
import { lostFrame } from './spoiled';
import { unboundPositions } from './wrong';
import type { Scenario } from '../scenario';

/** Somebody else's position, an altered one, and nonsense: 400, a line in the read log, and not one frame. */
async function forgedPositions({ world, run, readers }: Scene): Promise<void> {
  await pause(2_500);
  const own = readers.get('crew-1')?.lastId ?? '';
  const foreign = readers.get('investigator-1')?.lastId ?? '';
  const [person = '', place = ''] = own.split('.');
  const altered = (half: string): string => {
    const middle = Math.floor(half.length / 2);
    return half.slice(0, middle) + (half[middle] === 'A' ? 'B' : 'A') + half.slice(middle + 1);
  };
  const log = (await world.db('gateway')).collection(readLogCollection);
  const before = await log.countDocuments({ name: 'resume-feed' } as never);
  const rulesOf = async (): Promise<string> => {
    const lines = await log.find({ name: 'resume-feed' } as never, { projection: { rule: 1 } }).toArray();
    return lines
      .slice(before)
      .map((line) => String(line['rule']))
      .sort()
      .join();
  };
  const forgeries = {
    foreign,
    'altered person': `${altered(person)}.${place}`,
    'altered place': `${person}.${altered(place)}`,
    'exchanged halves': `${place}.${person}`,
    nonsense: `${'x'.repeat(120)}.${'x'.repeat(120)}`,
    truncated: own.slice(0, -8),
  };
  for (const [what, id] of Object.entries(forgeries)) {
    const answer = await tryResume(new Api(world.ready, 'crew-1'), id);
    run.history.claim(`${what} position: 400 and no frame`, answer === '400', answer);
  }
  const rules = await rulesOf();
  const bySeal = Object.keys(forgeries).length - 1;
  run.history.claim('each is in the read log, with its reason', rules === `cursor-person${',cursor-seal'.repeat(bySeal)}`, rules);
  run.history.claim('one’s own position is taken', (await tryResume(new Api(world.ready, 'crew-1'), own)) === '200', own.length);
}

async function tryResume(api: Api, id: string): Promise<string> {
  const aborter = new AbortController();
  try {
    const response = await api.fetch('/v1/feed', { headers: { 'last-event-id': id }, signal: aborter.signal });
    return String(response.status);
  } catch (error) {
    return error instanceof ApiProblem ? String(error.status) : 'cut';
  } finally {
    aborter.abort();
  }
}

type Attempt = [what: string, subject: string];
const attempts = (service: ServiceName): Attempt[] => {
  const plan = topology(zones);
  const foreign = plan.durables.find((durable) => durable.service !== service);
  const stream = `FEEDS_${zoneId}_crew-noord`;
  const other = service === 'wijk' ? 'environment' : 'wijk';
  return [
    ['create a consumer', service === 'gateway' ? '$JS.API.CONSUMER.CREATE.EVENTS_WIJK' : `$JS.API.CONSUMER.CREATE.${stream}`],
    ['read by place', '$JS.API.STREAM.MSG.GET.EVENTS_WIJK'],
    ['read directly', '$JS.API.DIRECT.GET.EVENTS_WIJK'],
    ['pull a foreign durable', `$JS.API.CONSUMER.MSG.NEXT.${foreign?.stream ?? ''}.${foreign?.durable ?? ''}`],
    ['delete a stream', '$JS.API.STREAM.DELETE.FAULTS_NONE'],
    ['publish as another', `events.${other}.${zoneId}.forged.0`],
    ['write into a foreign inbox', `_INBOX_${other}.x`],
  ];
};

/** Tries all of it with these credentials; answers what was not refused by the broker in so many words. */
async function powers(connection: NatsConnection, service: ServiceName): Promise<string[]> {
  const allowed: string[] = [];
  for (const [what, subject] of attempts(service)) {
    const refused = await connection.request(subject, '{', { timeout: 500 }).then(
      () => false,
      (error: Error) => error.cause instanceof errors.PermissionViolationError,
    );
    if (!refused) allowed.push(`${service} may ${what}`);
  }
  const other = service === 'wijk' ? 'environment' : 'wijk';
  for (const subject of ['>', 'events.>', 'feeds.>', `${inboxPrefix(other)}.>`]) {
    const ended = connection.subscribe(subject, { callback: () => undefined }).closed.then(String, String);
    const said = await Promise.race([ended, pause(800).then(() => 'listening')]);
    if (!said.includes('ermission')) allowed.push(`${service} may listen to ${subject}`);
  }
  return allowed;
}

async function allPowers({ world, run }: Scene, as: 'itself' | 'provisioner'): Promise<void> {
  const { nats, place } = world.parts;
  for (const service of serviceNames) {
    const user = as === 'itself' ? service : 'provisioner';
    const connection = await connect({ servers: nats.url, user, pass: place.secrets.nats[user], inboxPrefix: inboxPrefix(service) });
    const allowed = await powers(connection, service);
    run.history.claim(`${service}: each of 11 attempts refused by the broker`, allowed.length === 0, allowed.join('; ') || '0 bytes');
    await connection.close();
  }
}

/** F32: the broker lets wijk do anything; does it start? */
async function startsWith({ world, run }: Scene, wildcard: boolean): Promise<void> {
  const { place } = world.parts;
  const nats = await startNats({
    config: ({ port, storeDir }) => {
      const right = natsConfig({ ...localSettings(storeDir, port), maxFileStore: '500GB' }, zones, place.secrets.nats);
      return wildcard ? right.replace(/(user: "wijk", password: "[^"]+"), permissions: \{[\s\S]*?\} \} \}/, '$1 }') : right;
    },
  });
  try {
    const admin = await connectBus({
      servers: nats.url,
      user: 'provisioner',
      pass: place.secrets.nats.provisioner,
      service: 'provisioner',
    });
    await provision(admin, topology(zones), { maxBytes: 64 * 1024 ** 2 });
    await admin.close();
    const { againAfter: _, ...plan } = await world.planOf('wijk');
    const log = `${place.dir}/logs/wijk-f32.log`;
    const service = new Program({
      ...plan,
      name: 'wijk-f32',
      env: { ...plan.env, NATS_URL: nats.url, HTTP_PORT: '0' },
      log,
      ready: () => Promise.resolve(false),
    });
    const starting = service.start().catch((error: unknown) => String(error));
    const gone = await comes(() => !service.alive && service.pid > 0, 15_000);
    service.kill();
    const said = await Promise.race([starting, pause(500).then(() => '')]);
    run.history.claim(
      'with too much power it refuses to start and says so',
      gone && String(said).includes('refusing to start'),
      gone ? 'ended' : 'it runs',
    );
  } finally {
    await nats.stop();
  }
}

const calm = { rate: 8, seconds: 3 };
const asControl = (what: string, { id, claim }: { id: string; claim: string }, fault: (scene: Scene) => Promise<void>) => ({
  what,
  notices: ['plus'] as const,
  claims: [claim],
  run: (run: Parameters<Scenario['run']>[0]) => worldScenario({ id, title: what, load: calm, fault, controls: [] }).run(run),
});

export const rightScenarios: Scenario[] = [
  worldScenario({
    id: 'F30',
    title: 'forged, altered and foreign Last-Event-ID',
    load: calm,
    rules: { traces: true },
    fault: forgedPositions,
    builtWrong: unboundPositions,
    controls: [lostFrame],
  }),
  worldScenario({
    id: 'F31',
    title: 'each service tries what only the provisioner may',
    load: calm,
    rules: { traces: true },
    fault: (scene) => allPowers(scene, 'itself'),
    controls: [
      asControl('the same attempts with the provisioner’s rights', { id: 'F31', claim: 'refused by the broker' }, (scene) =>
        allPowers(scene, 'provisioner'),
      ),
    ],
  }),
  worldScenario({
    id: 'F32',
    title: 'a wildcard in the broker’s permissions',
    load: calm,
    fault: (scene) => startsWith(scene, true),
    controls: [
      asControl('the same service with the right permissions', { id: 'F32', claim: 'refuses to start' }, (scene) =>
        startsWith(scene, false),
      ),
    ],
  }),
];
