import { expect, test } from 'vitest';
import { runTool } from './run-tool.mjs';

const node = (program: string, options?: { minutes: number }) =>
  runTool(process.execPath, ['-e', program], options);

test('a program gives its exit code and what it printed', async () => {
  expect(await node(`process.stdout.write('a'); process.exitCode = 3`)).toEqual({ code: 3, output: 'a' });
  expect(await node(`console.error('b')`)).toEqual({ code: 0, output: 'b\n' });
});

test('a program that does not exist is a failure with a reason', async () => {
  const { code, output } = await runTool('no-such-program', []);
  expect(code).toBe(1);
  expect(output).toContain('no-such-program');
});

test('a program that hangs is ended together with what it started, and is a failure', async () => {
  // Were the grandchild alive, it would keep the pipe open and this test would wait for it.
  const hang = `require('node:child_process').spawnSync(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' })`;
  const { code, output } = await node(hang, { minutes: 1 / 60 });
  expect(code).toBe(1);
  expect(output).toContain('it took more than');
});
