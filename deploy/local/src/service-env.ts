// The one table of what each program of the suite is told through its environment. Services read nothing else.
import { events, frames, producersHeardBy, type ServiceName, type ZoneTopology } from '@spil/contracts';
import type { Secrets } from './secrets';

/** Where everything is, once it is known. */
export interface Addresses {
  readonly nats: string;
  readonly otlp: string;
  /** Databases differ per service: each has a user and a database of its own. */
  mongoOf(service: ServiceName): string;
  healthPort(service: ServiceName): number;
  readonly gateway: GatewayAddresses;
}

export interface GatewayAddresses {
  readonly port: number;
  readonly host: string;
  /** Address people and the sign-in know this suite by. */
  readonly publicUrl: string;
  /** Folder of the built console. */
  readonly consoleDir: string;
  /** AsyncAPI document of the contracts. */
  readonly asyncapiFile: string;
  readonly issuer: string;
  /** Where the gateway itself fetches the keys of the sign-in; asked from the issuer when absent. */
  readonly jwksUrl?: string;
  /** Jaeger and Prometheus query APIs. */
  readonly queries: { readonly traces: string; readonly metrics: string };
  /** The data is made up, and the console says so. */
  readonly demo: boolean;
}

type Environment = Readonly<Record<string, string>>;

/** Services whose keys `service` must have to seal what it sends: those that listen to it, and itself. */
export const sealsFor = (service: ServiceName): ServiceName[] => [
  ...new Set([service, ...[...events, ...frames].filter(({ owner }) => owner === service).flatMap(({ listeners }) => [...listeners])]),
];

const pick = (keys: Record<ServiceName, string>, names: readonly ServiceName[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, keys[name]])));

/** What every service is told (`standardConfig` of @spil/service-host). */
export function standardEnv(
  service: ServiceName,
  at: Omit<Addresses, 'gateway'>,
  secrets: Secrets,
  zones: readonly ZoneTopology[],
): Environment {
  return {
    NODE_ENV: 'production',
    NATS_URL: at.nats,
    NATS_USER: service,
    NATS_PASSWORD: secrets.nats[service],
    MONGODB_URI: at.mongoOf(service),
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(at.healthPort(service)),
    OTLP_URL: at.otlp,
    PRODUCER_KEY: secrets.producerKeys[service],
    PRODUCER_KEYS: pick(secrets.producerKeys, producersHeardBy(service)),
    SEAL_KEYS: pick(secrets.sealKeys, sealsFor(service)),
    CALLER_PUBLIC_KEY: JSON.stringify(secrets.caller.publicKey),
    TOPOLOGY: JSON.stringify(zones),
  };
}

/** What the gateway is told besides. Its health pages are on its public port. */
export function gatewayEnv({ gateway }: Pick<Addresses, 'gateway'>, secrets: Pick<Secrets, 'caller' | 'cursorKey'>): Environment {
  return {
    HTTP_PORT: String(gateway.port),
    HTTP_HOST: gateway.host,
    PUBLIC_URL: gateway.publicUrl,
    CONSOLE_DIR: gateway.consoleDir,
    ASYNCAPI_FILE: gateway.asyncapiFile,
    OIDC_ISSUER: gateway.issuer,
    ...(gateway.jwksUrl === undefined ? {} : { OIDC_JWKS_URL: gateway.jwksUrl }),
    OIDC_AUDIENCE: 'urn:spil:api',
    OIDC_CLIENT_ID: 'console',
    TRACES_QUERY_URL: gateway.queries.traces,
    METRICS_QUERY_URL: gateway.queries.metrics,
    DEMO: String(gateway.demo),
    CALLER_PRIVATE_KEY: JSON.stringify(secrets.caller.privateKey),
    FEED_CURSOR_KEY: secrets.cursorKey,
  };
}
