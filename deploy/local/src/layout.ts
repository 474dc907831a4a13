// Every address and port of one running suite, settled before anything starts.
import { join } from 'node:path';
import type { ServiceName } from '@spil/contracts';
import type { Choice, Handover } from '../bootstrap/types';
import { certificateFor, lanAddress, type Certificate } from './lan';
import { serviceUri } from './mongo';
import { entrancePort, InnerPorts } from './ports';
import { domainServices } from './programs';
import type { Secrets } from './secrets';
import type { Addresses, GatewayAddresses } from './service-env';

export interface Lan {
  readonly address: string;
  readonly certificate: Certificate;
  readonly origin: string;
  readonly issuer: string;
  /** TLS ports towards the network, and the plain port of ours each leads to. */
  readonly entrances: readonly { readonly port: number; readonly to: number }[];
}

export interface Layout {
  readonly ports: {
    readonly nats: number;
    readonly mongo: number;
    readonly receiver: number;
    readonly signIn: number;
    readonly gateway: number;
  };
  /** As a service connects: without user. */
  readonly natsUrl: string;
  readonly mongoUrl: string;
  readonly tracesUrl: string;
  readonly consoleUrl: string;
  readonly issuer: string;
  readonly origins: readonly string[];
  readonly at: Addresses;
  readonly lan?: Lan;
}

async function lanOf(dir: string, inner: InnerPorts, to: { gateway: number; signIn: number }): Promise<Lan> {
  const address = lanAddress();
  const console = await inner.of('lan-console');
  const signIn = await inner.of('lan-sign-in');
  return {
    address,
    origin: `https://${address}:${console}`,
    issuer: `https://${address}:${signIn}`,
    entrances: [
      { port: console, to: to.gateway },
      { port: signIn, to: to.signIn },
    ],
    certificate: await certificateFor(dir, address),
  };
}

async function healthPorts(inner: InnerPorts, gateway: number): Promise<Record<ServiceName, number>> {
  const ports = {} as Record<ServiceName, number>;
  for (const service of domainServices) ports[service] = await inner.of(service);
  return { ...ports, gateway };
}

const addressOf = (choice: Choice | undefined, scheme: string, port: number): string =>
  choice?.kind === 'url' ? choice.target : `${scheme}://127.0.0.1:${port}`;

/** A collector and query APIs of one's own (Jaeger or Tempo, Prometheus) by the environment; each is the embedded receiver where absent. */
export function telemetryAt(env: NodeJS.ProcessEnv, receiver: string): Pick<Addresses, 'otlp'> & Pick<GatewayAddresses, 'queries'> {
  const { OTLP_URL: otlp = receiver, TRACES_QUERY_URL: traces = receiver, METRICS_QUERY_URL: metrics = receiver } = env;
  return { otlp, queries: { traces, metrics } };
}

/** @param root folder of the project, for the built console */
export async function layoutOf({ root, dir, options, decisions }: Handover, secrets: Secrets): Promise<Layout> {
  const gateway = await entrancePort(options.port);
  const inner = new InnerPorts(dir);
  const ports = {
    nats: await inner.of('nats'),
    mongo: await inner.of('mongodb'),
    receiver: await inner.of('otlp-receiver'),
    signIn: await inner.of('sign-in'),
    gateway,
  };
  const health = await healthPorts(inner, gateway);
  const lan = options.lan ? await lanOf(dir, inner, ports) : undefined;
  const natsUrl = addressOf(decisions.nats.choice, 'nats', ports.nats);
  const mongoUrl = addressOf(decisions.mongo.choice, 'mongodb', ports.mongo);
  const consoleUrl = `http://localhost:${gateway}`;
  const issuer = lan?.issuer ?? `http://localhost:${ports.signIn}`;
  const origins = [consoleUrl, `http://127.0.0.1:${gateway}`, ...(lan ? [lan.origin] : [])];
  const telemetry = telemetryAt(process.env, `http://127.0.0.1:${ports.receiver}`);
  return {
    ports,
    natsUrl,
    mongoUrl,
    tracesUrl: telemetry.queries.traces,
    consoleUrl,
    issuer,
    origins,
    at: {
      nats: natsUrl,
      otlp: telemetry.otlp,
      mongoOf: (service) => serviceUri(mongoUrl, service, secrets.mongo),
      healthPort: (service) => health[service],
      gateway: {
        port: gateway,
        host: '127.0.0.1',
        publicUrl: lan?.origin ?? consoleUrl,
        consoleDir: join(root, 'dist', 'services', 'console'),
        asyncapiFile: join(root, 'libs', 'contracts', 'asyncapi.yaml'),
        issuer,
        jwksUrl: `http://127.0.0.1:${ports.signIn}/jwks`,
        queries: telemetry.queries,
        demo: options.demo,
      },
    },
    ...(lan ? { lan } : {}),
  };
}
