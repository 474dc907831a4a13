/** A network that swallows packets must not hold up a start: after this long it counts as unreachable (milliseconds). */
export const REACH_MS = 4_000;
/** A local command that only reports its version. */
export const COMMAND_MS = 5_000;
/** Fetching a server image or an archive over a slow line. */
export const FETCH_MS = 10 * 60_000;
/** Oldest releases with all features the suite needs (per-message TTL, pinned clients, `sync_interval`; sessions and `$lookup` forms). */
export const NATS_MINIMUM = '2.12.0';
export const MONGO_MINIMUM = '7.0.0';
