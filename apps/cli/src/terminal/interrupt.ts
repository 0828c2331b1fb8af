/**
 * A signal that Ctrl-C (SIGINT) or SIGTERM aborts; a second one ends the process at once. `release` stops listening.
 */
export function interruptible(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) {
      process.stderr.write('\u001b[?25h'); // a bar hides the cursor
      process.exit(130);
    }
    process.stderr.write('\nstopping (again to stop at once) …\n');
    controller.abort();
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.on(name, interrupt);
  return {
    signal: controller.signal,
    release: () => {
      for (const name of names) process.off(name, interrupt);
    },
  };
}
