/**
 * Finds the first `1.2` or `1.2.3` in a text such as the output of `--version`.
 * @param {string} text
 * @returns {string | undefined}
 */
export const versionIn = (text) => /(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1];

/**
 * Numeric comparison part by part; a missing part counts as 0.
 * @param {string} version
 * @param {string} minimum
 */
export const atLeast = (version, minimum) => {
  const have = version.split('.').map(Number);
  const want = minimum.split('.').map(Number);
  for (let i = 0; i < 3; i += 1) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};

/** Oldest Node the packages of the lock file run on. */
export const NODE_MINIMUM = '20.19.0';

/**
 * @param {string} version as in `process.versions.node`
 * @returns {string | undefined} one sentence with the remedy, or nothing when this Node will do
 */
export const nodeTooOld = (version) =>
  atLeast(version, NODE_MINIMUM)
    ? undefined
    : `Node ${version} is too old: Spil needs ${NODE_MINIMUM} or newer. ` +
      'Debian: install it from https://deb.nodesource.com (package nodejs); macOS: brew install node@22.';
