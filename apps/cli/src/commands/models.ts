import { Command } from 'commander';
import { createModel, formatSummary, modelNames, summarize } from '@fer/models';
import { chooseBackend } from '../backend/choose-backend';
import { checkingInput } from '../errors';
import { formatTable } from '../terminal/format';

export function modelsCommand(): Command {
  return new Command('models')
    .description('List the networks by name, or the layers of one.')
    .argument('[name]', `one of ${modelNames().join(', ')}`)
    .option('--json', 'print as JSON')
    .action(models);
}

async function models(name: string | undefined, { json }: { json?: boolean }): Promise<void> {
  await chooseBackend('cpu');
  const names = name === undefined ? modelNames() : [name];
  const summaries = await checkingInput(() =>
    names.map((each) => ({ name: each, ...summarize(createModel(each)) })),
  );
  if (json) console.log(JSON.stringify(name === undefined ? summaries : summaries[0], null, 2));
  else if (name !== undefined) console.log(formatSummary(summaries[0]));
  else {
    const rows = summaries.map(({ name: model, layers, total }) => [
      model,
      layers.length,
      total.toLocaleString('en-US'),
    ]);
    console.log(formatTable([['model', 'layers', 'parameters'], ...rows]));
    console.log('\nFor 48x48 grey images and 7 classes. The layers of one: fer models <name>');
  }
}
