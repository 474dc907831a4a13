// Adds up what the test runners said.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @type {Count} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** @param {readonly Count[]} counts @returns {Count} */
export const sum = (counts) =>
  counts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), nothing);

/**
 * @param {Record<string, number>} report of `jest --json`
 * @returns {Count} a file that could not even be loaded counts as one failure
 */
export const countOf = (report) => ({
  passed: report.numPassedTests ?? 0,
  failed: (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0),
  skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
});

/**
 * @param {string} file report of `jest --json`
 * @returns {Count} no report means that the runner itself failed
 */
export const countIn = (file) => (existsSync(file) ? countOf(JSON.parse(readFileSync(file, 'utf8'))) : { ...nothing, failed: 1 });

/**
 * Where the time went: the files that took longest, longest first, in seconds.
 * @param {{ testResults?: { name: string, startTime: number, endTime: number }[] }} report of `jest --json`
 * @param {string} root folder the names are told from
 * @param {number} [most]
 */
export const slowestOf = ({ testResults = [] }, root, most = 5) =>
  testResults
    .map(({ name, startTime, endTime }) => ({ name: name.replace(`${root}/`, ''), seconds: Math.round((endTime - startTime) / 1000) }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, most)
    .map(({ name, seconds }) => `${name} ${seconds} s`);

/** @param {string} file report of `jest --json` @param {string} root @returns {string[]} */
export const slowestIn = (file, root) => (existsSync(file) ? slowestOf(JSON.parse(readFileSync(file, 'utf8')), root) : []);

/**
 * @param {string} output of `npm run check`: one line `ok … ` or `FAILED …` for each step; its unit tests are counted from their report
 * @returns {Count}
 */
export const countSteps = (output) => {
  const lines = output.split('\n').filter((line) => !line.includes('unit tests'));
  return {
    passed: lines.filter((line) => /^ok {2,}\S/.test(line)).length,
    failed: lines.filter((line) => /^FAILED \S/.test(line)).length,
    skipped: 0,
  };
};

/**
 * @param {string} output that ends with a line `N passed, N failed, N skipped`
 * @returns {Count} no such line means that the runner itself failed
 */
export const countOfLine = (output) => {
  const [, passed, failed, skipped] = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(output) ?? [];
  return passed === undefined ? { ...nothing, failed: 1 } : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
};

/** The last line of npm test, as scripts read it. @param {Count} count */
export const lastLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
