// Everything that CI runs, in order. A failing stage prints what it said and the others still run.
// Name stages to run only those: `npm test -- lint unit`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';
import { countReport } from './vitest-report.mjs';

const reports = mkdtempSync(join(tmpdir(), 'fer-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const skippedTitles = [];

/** A stage of commands that all must succeed: it counts as one. */
const check = (title, ...commands) => ({
  title,
  async run() {
    let output = '';
    let failed = 0;
    for (const [command, ...args] of commands) {
      const result = await runTool(command, args);
      output += result.output;
      if (result.code !== 0) failed = 1;
    }
    return { passed: 1 - failed, failed, skipped: 0, skippedTitles: [], output };
  },
});

/** A stage of one vitest project: every test counts. */
const tests = (title, project) => ({
  title,
  async run() {
    const file = join(reports, `${project}.json`);
    const { code, output } = await runTool('vitest', [
      'run',
      ...['--project', project],
      ...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${file}`],
    ]);
    let report;
    try {
      report = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      // no report: counted as a failure
    }
    return { ...countReport(report, code), output };
  },
});

const stages = {
  install: check('install', ['node', 'scripts/setup.mjs', '--no-build']),
  build: check('build', ['node', 'scripts/setup.mjs']),
  lint: check('lint', ['eslint', '.', '--max-warnings', '0']),
  format: check('format', ['prettier', '--check', '.', '--log-level', 'warn']),
  types: check(
    'types',
    ['turbo', 'run', 'typecheck', '--continue', '--output-logs=errors-only', '--no-update-notifier'],
    ['tsc', '-p', '.'],
  ),
  knip: check('unused code (knip)', ['knip', '--no-progress', '--no-config-hints']),
  unit: tests('unit tests', 'unit'),
  slow: tests('slow tests (packaging, browser)', 'slow'),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(`unknown stage: ${unknown.join(', ')} (expected ${Object.keys(stages).join(', ')})`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(stages);

for (const name of names) {
  const { title, run } = stages[name];
  process.stdout.write(`${title} … `);
  const started = Date.now();
  const result = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const counts = `${result.passed} passed, ${result.failed} failed`;
  console.log(`${result.failed > 0 ? 'FAILED' : 'ok'} (${counts}, ${seconds} s)`);
  if (result.failed > 0) console.log(`\n${result.output.trim()}\n\n--- end of ${title}\n`);
  for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
  skippedTitles.push(...result.skippedTitles);
  if (name === 'install' && result.failed > 0) {
    total.failed += names.length - 1;
    console.log('the other stages need the dependencies: they count as failed');
    break;
  }
}
rmSync(reports, { recursive: true, force: true });

if (skippedTitles.length > 0) {
  console.log(`\n${total.skipped} skipped:`);
  for (const title of skippedTitles) console.log(`  ${title}`);
}
console.log('');
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
