/** @type {Readonly<Record<string, string>>} */
const WORDS = {
  ENOTFOUND: 'the network does not know this address',
  EAI_AGAIN: 'the network does not know this address',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'no answer in time',
  TimeoutError: 'no answer in time',
  AbortError: 'no answer in time',
  ENOSPC: 'the disk is full: free some space and try again',
  UND_ERR_CONNECT_TIMEOUT: 'no answer in time',
};

/** @typedef {{ code?: unknown, name?: string, message?: string, cause?: unknown }} Failure */

/** @param {unknown} error @returns {string} the system's code such as EEXIST, or nothing */
export const codeOf = (error) => String(/** @type {Failure | undefined} */ (error)?.code ?? '');

/**
 * The deepest cause in words for people; network errors hide it one level down.
 * @param {unknown} error
 * @returns {string}
 */
export const realReason = (error) => {
  if (typeof error !== 'object' || error === null) return String(error);
  const failure = /** @type {Failure} */ (error);
  const known = WORDS[codeOf(error)] ?? WORDS[failure.name ?? ''];
  return known ?? (failure.cause ? realReason(failure.cause) : (failure.message ?? String(error)));
};
