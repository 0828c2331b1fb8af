/**
 * Counts a report of vitest's json reporter.
 *
 * A file that fails outside its tests (it does not load, its `beforeAll` throws) counts as one failure more, and so
 * does a run that failed without any failed test: nothing goes wrong uncounted.
 *
 * @param report the parsed report, or `undefined` when vitest wrote none
 * @param code vitest's exit code
 * @returns `{ passed, failed, skipped, skippedTitles }`
 */
export function countReport(report, code) {
  const count = { passed: 0, failed: 0, skipped: 0, skippedTitles: [] };
  for (const file of report?.testResults ?? []) {
    let failedHere = 0;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++;
      else if (test.status === 'failed') failedHere++;
      else {
        count.skipped++;
        count.skippedTitles.push(test.fullName);
      }
    }
    if (file.status === 'failed' && failedHere === 0) failedHere = 1;
    count.failed += failedHere;
  }
  const ranNothing = count.passed + count.failed === 0;
  if (count.failed === 0 && (code !== 0 || ranNothing)) count.failed = 1;
  return count;
}
