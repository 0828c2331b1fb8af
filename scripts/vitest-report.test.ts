import { expect, test } from 'vitest';
import { countReport } from './vitest-report.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((t, i) => ({ status: t, fullName: `test ${i}` })),
});

test('passed, failed and skipped tests are counted over all files', () => {
  const report = {
    testResults: [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')],
  };
  expect(countReport(report, 1)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    skippedTitles: ['test 2', 'test 1'],
  });
});

test('a file that fails before its tests run is one failure', () => {
  expect(countReport({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toMatchObject({
    passed: 1,
    failed: 1,
  });
  // its beforeAll threw: vitest reports the tests as skipped
  expect(countReport({ testResults: [file('failed', 'skipped', 'skipped')] }, 1)).toMatchObject({
    failed: 1,
    skipped: 2,
  });
});

test('a run that fails without a failed test is one failure', () => {
  expect(countReport({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run without a report, or without any test, is one failure', () => {
  expect(countReport(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(countReport(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countReport({ testResults: [] }, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countReport({ testResults: [file('passed', 'skipped')] }, 0)).toMatchObject({ failed: 1 });
});

test('a clean run has no failure', () => {
  expect(countReport({ testResults: [file('passed', 'passed', 'skipped')] }, 0)).toMatchObject({
    passed: 1,
    failed: 0,
    skipped: 1,
  });
});
