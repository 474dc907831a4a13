import { permissionsOf, type Permissions } from './permissions';
import { topology, type ZoneTopology } from './topology';
import { serviceNames, type ServiceName } from './vocabulary';

/** How the server itself is to run; addresses are loopback unless said. */
export interface NatsServerSettings {
  host: string;
  port: number;
  /** Port of the monitoring pages; left out when absent. */
  monitorPort?: number;
  storeDir: string;
  /** `always`: every acknowledged message is on the disk (fsync) before its acknowledgement. */
  syncInterval: string;
  maxPayload: string;
  maxFileStore: string;
  serverName: string;
}

/** Passwords of the bus users; the provisioner is the only one who may make streams and durables. */
export type BusPasswords = Record<ServiceName | 'provisioner' | 'system', string>;

export const localSettings = (storeDir: string, port: number): NatsServerSettings => ({
  host: '127.0.0.1',
  port,
  storeDir,
  syncInterval: 'always',
  maxPayload: '8MB',
  maxFileStore: '20GB',
  serverName: 'spil',
});

/** The text of nats-server's configuration: settings, and one user for each service with its generated permissions. */
export function natsConfig(settings: NatsServerSettings, zones: readonly ZoneTopology[], passwords: BusPasswords, shares = 1): string {
  const plan = topology(zones);
  const users = serviceNames.map((service) => user(service, passwords[service], permissionsOf(service, plan, shares)));
  return `# Generated from the contract table (libs/contracts). Do not edit by hand: npm run generate
server_name: ${settings.serverName}
host: ${settings.host}
port: ${settings.port}
${settings.monitorPort === undefined ? '' : `http: "${settings.host}:${settings.monitorPort}"\n`}max_payload: ${settings.maxPayload}
write_deadline: "10s"
ping_interval: "2s"
ping_max: 2
jetstream { store_dir: ${JSON.stringify(settings.storeDir)}, max_file_store: ${settings.maxFileStore}, sync_interval: ${settings.syncInterval} }
accounts {
  SPIL {
    jetstream: enabled
    users: [
      { user: provisioner, password: ${quoted(passwords.provisioner)} }
${users.join('\n')}
    ]
  }
  SYS { users: [ { user: system, password: ${quoted(passwords.system)} } ] }
}
system_account: SYS
`;
}

function user(service: ServiceName, password: string, permissions: Permissions): string {
  const list = (subjects: string[]): string => `[${subjects.map(quoted).join(', ')}]`;
  const responses = permissions.allowResponses ? `\n        allow_responses: { max: 1, expires: "2m" }` : '';
  const denied = permissions.deny.length > 0 ? `, deny: ${list(permissions.deny)}` : '';
  return `      { user: ${quoted(service)}, password: ${quoted(password)}, permissions: {
        publish: { allow: ${list(permissions.publish)}${denied} }
        subscribe: { allow: ${list(permissions.subscribe)} }${responses} } }`;
}
// A password given as ${'$'}NAME is read from the server's environment: the form deploy/nats ships.
const quoted = (value: string): string => (value.startsWith('$SPIL_') ? value : JSON.stringify(value));
