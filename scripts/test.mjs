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
    const file = join(reports, `${project.replace('*', '')}.json`);
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
  // All that has the same options is one program, so that no file is checked once for each package that uses it.
  types: check(
    'types',
    ...['tsconfig.packages.json', '.', 'apps/web', 'test/browser', 'test/workers'].map((project) => [
      'tsc',
      '-p',
      project,
    ]),
  ),
  knip: check('unused code (knip)', ['knip', '--no-progress', '--no-config-hints']),
  unit: tests('unit tests', 'unit'),
  slow: tests('slow tests (packaging, browser)', 'slow*'),
};

/** Stages on a line run one after another; lines of a group at the same time, as eslint is as long as the others. */
const groups = [[['install']], [['build']], [['lint'], ['format', 'types', 'knip']], [['unit']], [['slow']]];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(stages, name));
if (unknown.length > 0) {
  console.error(`unknown stage: ${unknown.join(', ')} (expected ${Object.keys(stages).join(', ')})`);
  process.exit(2);
}
const names = asked.length > 0 ? asked : Object.keys(stages);

/** Runs stages one after another; gives what each comes to, at once. */
function runLine(line) {
  let before = Promise.resolve();
  return line.map((name) => {
    before = before.then(async () => {
      const started = Date.now();
      const result = await stages[name].run();
      return { ...result, seconds: ((Date.now() - started) / 1000).toFixed(1) };
    });
    return before;
  });
}

stages: for (const group of groups) {
  const lines = group.map((line) => line.filter((name) => names.includes(name)));
  const results = lines.flatMap(runLine);
  for (const [i, name] of lines.flat().entries()) {
    const { title } = stages[name];
    process.stdout.write(`${title} … `);
    const result = await results[i];
    const counts = `${result.passed} passed, ${result.failed} failed`;
    console.log(`${result.failed > 0 ? 'FAILED' : 'ok'} (${counts}, ${result.seconds} s)`);
    if (result.failed > 0) console.log(`\n${result.output.trim()}\n\n--- end of ${title}\n`);
    for (const key of ['passed', 'failed', 'skipped']) total[key] += result[key];
    skippedTitles.push(...result.skippedTitles);
    if (name === 'install' && result.failed > 0) {
      total.failed += names.length - 1;
      console.log('the other stages need the dependencies: they count as failed');
      break stages;
    }
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
