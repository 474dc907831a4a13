// The secrets of a docker-compose stack, one file for each container, from the same table `npm start` uses.
import { serviceNames, type ServiceName, type ZoneTopology } from '@spil/contracts';
import { serviceUri } from '../mongo';
import type { Secrets } from '../secrets';
import { gatewayEnv, standardEnv } from '../service-env';

export interface ComposeSettings {
  readonly zones: readonly ZoneTopology[];
  /** Address people reach the gateway at. */
  readonly publicUrl: string;
  /** The sign-in provider. */
  readonly issuer: string;
}

type Environment = Readonly<Record<string, string>>;

const passwordName = (name: string): string => `SPIL_${name.toUpperCase().replaceAll('-', '_')}_PASSWORD`;
const passwords = (of: Readonly<Record<string, string>>): Environment =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [passwordName(name), value]));

function serviceEnv(service: ServiceName, secrets: Secrets, { zones, publicUrl, issuer }: ComposeSettings): Environment {
  const at = {
    nats: 'nats://nats:4222',
    otlp: 'http://collector:4318',
    mongoOf: (name: ServiceName) => serviceUri('mongodb://mongodb:27017', name, secrets.mongo),
    healthPort: () => 8080,
  };
  const gateway = {
    port: 8080,
    host: '0.0.0.0',
    publicUrl,
    consoleDir: '/app/console',
    asyncapiFile: '/app/asyncapi.yaml',
    issuer,
    queries: { traces: 'http://jaeger:16686', metrics: 'http://prometheus:9090' },
    demo: false,
  };
  return {
    ...standardEnv(service, at, secrets, zones),
    ...(service === 'gateway' ? gatewayEnv({ gateway }, secrets) : {}),
    HTTP_HOST: '0.0.0.0',
  };
}

/** Content of each file by its name. Nothing of it belongs in the repository. */
export function composeEnvironments(secrets: Secrets, settings: ComposeSettings): Record<string, Environment> {
  const services = Object.fromEntries(serviceNames.map((service) => [`${service}.env`, serviceEnv(service, secrets, settings)]));
  return {
    ...services,
    'nats.env': passwords(secrets.nats),
    'mongodb.env': {
      ...passwords(secrets.mongo),
      MONGO_INITDB_ROOT_USERNAME: 'admin',
      MONGO_INITDB_ROOT_PASSWORD: secrets.mongo.admin,
    },
    'provision.env': {
      NATS_URL: 'nats://nats:4222',
      NATS_PASSWORD: secrets.nats.provisioner,
      TOPOLOGY: JSON.stringify(settings.zones),
    },
  };
}

/** Single quotes, so that docker-compose takes every sign as it is. */
export const envFile = (environment: Environment): string =>
  `${Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'`)
    .join('\n')}\n`;
