import { Command } from 'commander';
import { activationsCommand } from './commands/activations';
import { dataCommand } from './commands/data';
import { demoCommand } from './commands/demo';
import { evaluateCommand } from './commands/evaluate';
import { explainCommand } from './commands/explain';
import { filtersCommand } from './commands/filters';
import { modelsCommand } from './commands/models';
import { predictCommand } from './commands/predict';
import { reportCommand } from './commands/report';
import { runCommand } from './commands/run';
import { serveCommand } from './commands/serve';
import { studyCommand } from './commands/study';
import { sweepCommand } from './commands/sweep';
import { trainCommand } from './commands/train';
import { version } from './version';

/** The command line, without its handling of errors; `signal` stops what runs. */
export function program(signal: AbortSignal): Command {
  const fer = new Command('fer')
    .description('Train, evaluate and understand small convolutional networks that read facial expressions.')
    .version(version)
    .showHelpAfterError('(fer --help lists the commands, fer <command> --help the options of one)')
    .addHelpText(
      'after',
      `
Begin with
  fer demo                                    about half a minute, no data needed
  fer train --data fer2013.csv.gz --model leaky4
  fer explain runs/leaky4

Exit codes: 0 done, 1 failed, 2 something to put right (a file, an option), 130 stopped by Ctrl-C.`,
    );
  for (const command of [
    demoCommand(signal),
    dataCommand(signal),
    modelsCommand(signal),
    trainCommand(signal),
    runCommand(signal),
    studyCommand(signal),
    sweepCommand(signal),
    evaluateCommand(signal),
    predictCommand(signal),
    explainCommand(signal),
    filtersCommand(signal),
    activationsCommand(signal),
    reportCommand(signal),
    serveCommand(signal),
  ]) {
    fer.addCommand(command.copyInheritedSettings(fer));
  }
  return fer;
}
