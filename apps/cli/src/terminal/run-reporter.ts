import { SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { RunEvent } from '@fer/experiments';
import { formatSeconds } from './format';

/** Without a terminal, a line at least so often while an epoch runs, milliseconds. */
const PLAIN_INTERVAL = 15_000;

/**
 * Shows how a run goes, on stderr: a bar with images/s and time left on a terminal, plain lines elsewhere.
 * `stop` clears the bar.
 */
export function runReporter(stream: NodeJS.WriteStream = process.stderr) {
  const interactive = stream.isTTY;
  const bar = new SingleBar({
    stream,
    format: '{name} [{bar}] {value}/{total}  {detail}',
    barsize: 28,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
  const print = (line: string) => stream.write(`${line}\n`);
  let phase = '';
  let phaseStarted = 0;
  let lastLine = 0;
  let trainImages = 0;
  let validationImages = 0;

  function show(name: string, done: number, total: number, detail: (rate: number, now: number) => string) {
    const now = performance.now();
    if (name !== phase) {
      phase = name;
      phaseStarted = lastLine = now;
      if (interactive) bar.stop();
      if (interactive) bar.start(total, 0, { name, detail: '' });
    }
    const rate = done / Math.max(1e-3, (now - phaseStarted) / 1000);
    if (interactive) bar.update(done, { name, detail: detail(rate, now) });
    else if (now - lastLine >= PLAIN_INTERVAL) {
      lastLine = now;
      print(`${name} ${done}/${total}  ${detail(rate, now)}`);
    }
  }

  function stop() {
    if (interactive) bar.stop();
    phase = '';
  }

  function onEvent(event: RunEvent) {
    switch (event.type) {
      case 'data':
        trainImages = event.train;
        validationImages = event.validation;
        print(
          `${event.train} images train, ${event.validation} validate` +
            (event.heldOutName === 'validation' ? '' : `, ${event.heldOut} test`),
        );
        break;
      case 'progress': {
        const { epoch, phase: part, done, total, loss, accuracy } = event.progress;
        const name = `epoch ${epoch}/${event.epochs}${part === 'validation' ? ' validation' : ''}`;
        const left = part === 'train' ? total - done + (event.epochs - epoch) * trainImages : 0;
        show(name, done, total, (rate) =>
          [
            `${rate.toFixed(0)} images/s`,
            ...(part === 'train' ? [`${formatSeconds(left / rate)} left`] : []),
            `loss ${loss.toFixed(3)}`,
            `accuracy ${accuracy.toFixed(3)}`,
          ].join('  '),
        );
        break;
      }
      case 'epoch': {
        stop();
        const { record, epochs, isBest } = event;
        const speed =
          record.seconds === undefined
            ? ''
            : `  ${((trainImages + validationImages) / record.seconds).toFixed(0)} images/s  ${formatSeconds(record.seconds)}`;
        const validated =
          record.val_loss === undefined
            ? ''
            : `  val_loss ${record.val_loss.toFixed(3)}  val_accuracy ${record.val_accuracy?.toFixed(3)}`;
        const width = String(epochs).length;
        print(
          `epoch ${String(record.epoch).padStart(width)}/${epochs}  loss ${record.loss.toFixed(3)}  accuracy ${record.accuracy.toFixed(3)}${validated}${pc.dim(speed)}${isBest ? pc.green('  best') : ''}`,
        );
        break;
      }
      case 'step':
        if (event.done !== undefined && event.total !== undefined) {
          show(event.name, event.done, event.total, (rate) => `${rate.toFixed(0)} images/s`);
          if (event.done === event.total) stop();
        } else {
          stop();
          print(`${event.name} …`);
        }
    }
  }
  return { onEvent, stop, print };
}
