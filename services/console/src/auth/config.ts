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
  /** Address residents reach us at, which need not be the one an officer works at. */
  publicUrl?: string;
  /** Tiles of a map server, only when the zone configures one. */
  tiles?: { url: string; attribution: string };
}

/** Where the sign-in provider sends people back to. */
export const callbackPath = '/signed-in';

const kept = 'spil.config';

/**
 * Settings of this suite. Without network those of the last visit: the service worker may have come after they were read, and a
 * device that was used once must open. Throws when there are none, or when the server answers with something else.
 */
export async function loadConfig(): Promise<ConsoleConfig> {
  const response = await fetch('/config.json').catch((error: unknown) => {
    const last = lastConfig();
    if (last) return last;
    throw error;
  });
  if (!(response instanceof Response)) return response;
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const config = (await response.json()) as ConsoleConfig;
  try {
    localStorage.setItem(kept, JSON.stringify(config));
  } catch {
    // Storage is forbidden: then this device opens with network only.
  }
  return config;
}

function lastConfig(): ConsoleConfig | undefined {
  try {
    return (JSON.parse(localStorage.getItem(kept) ?? 'null') as ConsoleConfig | null) ?? undefined;
  } catch {
    return undefined;
  }
}
