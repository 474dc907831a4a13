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
  /** Folder of the built console. */
  readonly consoleDir: string;
  readonly issuer: string;
  /** Where the gateway itself fetches the keys of the sign-in. */
  readonly jwksUrl: string;
  /** Origins under which people reach the console. */
  readonly origins: readonly string[];
  readonly tracesUrl: string;
}

type Environment = Readonly<Record<string, string>>;

/** Services whose keys `service` must have to seal what it sends: those that listen to it, and itself. */
export const sealsFor = (service: ServiceName): ServiceName[] => [
  ...new Set([service, ...[...events, ...frames].filter(({ owner }) => owner === service).flatMap(({ listeners }) => [...listeners])]),
];

const pick = (keys: Record<ServiceName, string>, names: readonly ServiceName[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, keys[name]])));

/** What every service is told (`standardConfig` of @spil/service-host). */
export function standardEnv(service: ServiceName, at: Addresses, secrets: Secrets, zones: readonly ZoneTopology[]): Environment {
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

/** What the gateway is told besides. */
export function gatewayEnv({ gateway }: Addresses, secrets: Secrets): Environment {
  return {
    PORT: String(gateway.port),
    HOST: gateway.host,
    CONSOLE_DIR: gateway.consoleDir,
    OIDC_ISSUER: gateway.issuer,
    OIDC_JWKS_URL: gateway.jwksUrl,
    OIDC_AUDIENCE: 'urn:spil:api',
    OIDC_CLIENT_ID: 'console',
    ORIGINS: JSON.stringify(gateway.origins),
    CALLER_PRIVATE_KEY: JSON.stringify(secrets.caller.privateKey),
    CURSOR_KEY: secrets.cursorKey,
    TRACES_URL: gateway.tracesUrl,
  };
}
