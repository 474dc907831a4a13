import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/transport-node';
import { localSettings, natsConfig, serviceNames, topology, type ServiceName } from '@spil/contracts';
import {
  demoZone,
  demoZoneGeoJson,
  gatewayEnv,
  halves,
  loadPeople,
  loadZone,
  standardEnv,
  type Addresses,
  type ReadyFile,
} from '@spil/local';
import { collectMaxDeliveries, connectBus, provision } from '@spil/messaging';
import { connectMongo, type Db } from '@spil/mongo';
import { freePort, startMongo, startNats, type RunningMongo, type RunningNats } from '@spil/testing';
import type { Arm } from '../arm/main';
import { bundle, type WrongPlace } from '../tools/bundles';
import { Program, type ProgramPlan } from '../tools/program';
import { pause } from '../tools/wait';
import { ACK_WAIT } from './deliveries';
import { addressesOf, makePlace, makeWires, zoneId, zones, type Place, type Wires } from './places';
import { answers, generous, patiently, saysReady, watched } from './starting';

interface Parts {
  place: Place;
  nats: RunningNats;
  mongo: RunningMongo;
  admin: NatsConnection;
  wires: Wires;
  at: Addresses;
}

/** Services that are built, armed or started otherwise for one run. */
export interface Rebuilt {
  services: readonly ServiceName[];
  wrong: readonly WrongPlace[];
  arms?: readonly Arm[];
  /** MB for their objects. */
  oldSpace?: number;
  /** They lose messages for good: what comes after needs a world of its own. */
  loses?: true;
}

/** The whole suite as its own programs, started by the instrument so that it can kill, freeze and misconfigure each of them. */
export class World {
  readonly programs = new Map<string, Program>();
  private readonly databases = new Map<ServiceName, Db>();
  private rebuilt: Rebuilt = { services: [], wrong: [] };
  private leave: () => Promise<void> = () => Promise.resolve();
  areas: { noord: string[]; zuid: string[] } = { noord: [], zuid: [] };

  private constructor(readonly parts: Parts) {}

  static async start(): Promise<World> {
    const place = await makePlace();
    const config = (at: { port: number; storeDir: string }): string =>
      natsConfig({ ...localSettings(at.storeDir, at.port), maxFileStore: '500GB' }, zones, place.secrets.nats);
    const [nats, mongo] = await Promise.all([startNats({ config }), startMongo()]);
    const admin = await connectBus({
      servers: nats.url,
      user: 'provisioner',
      pass: place.secrets.nats.provisioner,
      service: 'provisioner',
    });
    const plan = topology(zones);
    await provision(admin, plan, { ackWait: ACK_WAIT, pinTimeout: 2_000, maxBytes: 256 * 1024 ** 2 });
    const wires = await makeWires(place, { nats, mongo });
    const world = new World({ place, nats, mongo, admin, wires, at: addressesOf(place, { nats, mongo }, wires) });
    try {
      world.leave = await collectMaxDeliveries(admin, plan);
      await world.startPrograms();
      await world.load();
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  get ready(): ReadyFile {
    const { ports, dir } = this.parts.place;
    const api = `http://127.0.0.1:${ports.gateway}`;
    return {
      zone: { id: zoneId, name: demoZone.name },
      console: api,
      api,
      apiDocs: `${api}/docs`,
      traces: `http://127.0.0.1:${ports.receiver}`,
      tokens: `http://127.0.0.1:${ports.signIn}/demo-token`,
      signIns: [],
      providers: { nats: '', mongo: this.parts.mongo.title },
      versions: {},
      dataDir: dir,
    };
  }

  program(name: string): Program {
    const found = this.programs.get(name);
    if (!found) throw new Error(`this world has no ${name}`);
    return found;
  }

  /** The service's own database, to look inside. */
  async db(service: ServiceName): Promise<Db> {
    const known =
      this.databases.get(service) ?? (await connectMongo({ uri: this.parts.mongo.uri, db: `spil_${service.replaceAll('-', '_')}` }));
    this.databases.set(service, known);
    return known;
  }

  /** One more process of a service, on its own port: a replica. */
  async replica(service: ServiceName, n: number, more: Partial<ProgramPlan> = {}): Promise<Program> {
    const plan = await this.planOf(service);
    const port = await freePort();
    const program = new Program({
      ...plan,
      name: `${service}-${n}`,
      env: { ...plan.env, HTTP_PORT: String(port) },
      ready: () => saysReady(port),
      ...more,
    });
    this.programs.set(program.name, program);
    await program.start();
    return program;
  }

  /** True when every program's readiness page says so. */
  async allReady(): Promise<boolean> {
    const answers = await Promise.all(serviceNames.map((service) => this.isReady(service)));
    return answers.every(Boolean);
  }

  isReady(service: ServiceName): Promise<boolean> {
    return saysReady(this.parts.at.healthPort(service));
  }

  /** What a program said last, for a run that broke off. */
  lastWords(name: string): string {
    return readFileSync(join(this.parts.place.dir, 'logs', `${name}.log`), 'utf8')
      .split('\n')
      .filter(Boolean)
      .slice(-3)
      .join(' | ');
  }

  /** Copies all that the programs have said to this folder. */
  keepLogs(folder: string): void {
    cpSync(join(this.parts.place.dir, 'logs'), folder, { recursive: true });
  }

  async stop(): Promise<void> {
    const { admin, nats, mongo, wires, place } = this.parts;
    await Promise.all([...this.programs.values()].map((program) => (program.kill(), program.stop())));
    for (const db of this.databases.values()) await db.client.close();
    nats.thaw();
    mongo.thaw();
    await Promise.race([this.leave().catch(() => undefined), pause(1_000)]);
    await Promise.race([admin.close(), pause(1_000)]);
    await Promise.all([wires.otlp.close(), wires.gatewayNats.close(), wires.routerMongo.close()]);
    await Promise.all([nats.stop(), mongo.stop()]);
    rmSync(place.dir, { recursive: true, force: true });
  }

  /** Starts these services anew, as they are to be until `mend`. */
  async change(rebuilt: Rebuilt): Promise<void> {
    this.rebuilt = rebuilt;
    await this.again(rebuilt.services);
  }
  async mend(): Promise<void> {
    const { services } = this.rebuilt;
    this.rebuilt = { services: [], wrong: [] };
    await this.again(services);
  }
  private async again(services: readonly ServiceName[]): Promise<void> {
    for (const service of services) {
      await this.program(service).stop();
      await this.program(service).start(await this.planOf(service));
    }
  }

  /** How a service of this world is started; replicas and broken copies take it over and change a part. */
  async planOf(service: ServiceName): Promise<ProgramPlan> {
    const { place, at, wires } = this.parts;
    const env = { ...standardEnv(service, at, place.secrets, zones), LOG_LEVEL: 'warn' };
    const gateway = { ...gatewayEnv(at, place.secrets), NATS_URL: `nats://127.0.0.1:${wires.gatewayNats.port}`, ...generous };
    const { CONSOLE_DIR: _, ...edge } = gateway as Record<string, string>;
    const { services, wrong, arms = [], oldSpace = 0 } = this.rebuilt;
    const how = services.includes(service) ? { wrong, failPoints: arms.length > 0 } : {};
    const main = await bundle(`services/${service}/src/main.ts`, how);
    return {
      name: service,
      args: ['--enable-source-maps', ...(await watched(main))],
      arms: services.includes(service) ? arms : [],
      oldSpace: services.includes(service) ? oldSpace : 0,
      env: service === 'gateway' ? { ...env, ...edge } : env,
      log: join(place.dir, 'logs', `${service}.log`),
      againAfter: 250,
      ready: () => this.isReady(service),
    };
  }

  private async startPrograms(): Promise<void> {
    const { place } = this.parts;
    const { ports, secrets, peopleFile, dir } = place;
    const log = (name: string): string => join(dir, 'logs', `${name}.log`);
    const signIn: ProgramPlan = {
      name: 'sign-in',
      args: await watched(await bundle('deploy/local/src/sign-in/main.ts')),
      env: {
        NODE_ENV: 'development',
        ISSUER: `http://localhost:${ports.signIn}`,
        PORT: String(ports.signIn),
        PEOPLE_FILE: peopleFile,
        SIGNING_KEY: JSON.stringify(secrets.signIn.signingKey),
        COOKIE_KEY: secrets.signIn.cookieKey,
        CLIENT_SECRET: secrets.signIn.clientSecret,
        CONSOLE_ORIGINS: '[]',
      },
      log: log('sign-in'),
      ready: () => answers(ports.signIn),
    };
    const receiver: ProgramPlan = {
      name: 'otlp-receiver',
      args: await watched(await bundle('deploy/local/receiver/src/main.ts')),
      env: { HTTP_PORT: String(ports.receiver), DATA_DIR: join(dir, 'telemetry') },
      log: log('otlp-receiver'),
      ready: () => answers(ports.receiver),
    };
    const plans = [signIn, receiver];
    for (const service of serviceNames) plans.push(await this.planOf(service));
    for (const plan of plans) this.programs.set(plan.name, new Program(plan));
    // Side by side, but not all at once: two cores.
    const queue = [...this.programs.values()];
    await Promise.all(
      [1, 2, 3].map(async () => {
        for (let next = queue.shift(); next; next = queue.shift()) await next.start();
      }),
    );
  }

  private async load(): Promise<void> {
    await patiently(() => loadZone(this.ready, demoZone.name, demoZoneGeoJson()));
    await patiently(() => loadPeople(this.ready));
    this.areas = await halves(this.ready);
  }
}
