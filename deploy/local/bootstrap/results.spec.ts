import { describe, expect, it } from '@jest/globals';
import { countIn, countOf, countOfLine, countSteps, lastLine, slowestOf, sum } from './results.mjs';

describe('the sum of all test results', () => {
  it('adds up tests and counts a file that could not be loaded as a failure', () => {
    const jest = countOf({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, numRuntimeErrorTestSuites: 1 });
    expect(jest).toEqual({ passed: 5, failed: 2, skipped: 3 });
    expect(lastLine(sum([jest, { passed: 1, failed: 0, skipped: 0 }]))).toBe('6 passed, 2 failed, 3 skipped');
  });

  it('takes a runner that left no report as a failure', () =>
    expect(countIn('/nowhere/report.json')).toEqual({ passed: 0, failed: 1, skipped: 0 }));

  it('reads the last line of a runner that is not Jest, and takes its absence as a failure', () => {
    expect(countOfLine('table\n5 passed, 1 failed, 2 skipped\n')).toEqual({ passed: 5, failed: 1, skipped: 2 });
    expect(countOfLine('it broke off')).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts the steps of the fast check, and leaves its unit tests to their own report', () =>
    expect(countSteps('ok     graph (1.2 s)\nsome error\nFAILED types (9.1 s)\nok     lint (3.0 s)\nFAILED unit tests (2.0 s)')).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
    }));

  it('tells which files took longest', () => {
    const testResults = [
      { name: '/p/a.spec.ts', startTime: 0, endTime: 1_200 },
      { name: '/p/b.spec.ts', startTime: 0, endTime: 61_000 },
      { name: '/p/c.spec.ts', startTime: 5_000, endTime: 9_000 },
    ];
    expect(slowestOf({ testResults }, '/p', 2)).toEqual(['b.spec.ts 61 s', 'c.spec.ts 4 s']);
    expect(slowestOf({}, '/p')).toEqual([]);
  });
});
