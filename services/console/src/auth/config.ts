/** Settings the console gets where it runs; nothing is built in. */
export interface ConsoleConfig {
  issuer: string;
  clientId: string;
  scope?: string;
  /** Resource indicator (RFC 8707) that makes the provider give a JWT access token for our API. */
  resource?: string;
  /** All data here is made up; the screen says so. */
  demo?: boolean;
  version?: string;
  /** Tiles of a map server, only when the zone configures one. */
  tiles?: { url: string; attribution: string };
}

/** Where the sign-in provider sends people back to. */
export const callbackPath = '/signed-in';

export async function loadConfig(): Promise<ConsoleConfig> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return (await response.json()) as ConsoleConfig;
}
