import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
import { receptiveFields } from '@fer/explain';
import {
  createModel,
  formatSummary,
  modelInfo,
  modelNames,
  summarize,
  type ArchitectureInfo,
  type ModelSummary,
} from '@fer/models';
import { modelDiagram } from '@fer/viz';
import { toPng } from '@fer/viz/node';
import { chooseBackend } from '../backend/choose-backend';
import { checkingInput, reason, UsageError } from '../errors';
import { backendOption } from '../options';
import { fieldTable } from '../terminal/field-table';
import { formatTable } from '../terminal/format';
import { checkModelGradients } from './check-gradients';

interface ModelsOptions {
  json?: boolean;
  diagram?: string;
  checkGradients?: boolean;
  backend: string;
}

export function modelsCommand(signal: AbortSignal): Command {
  return new Command('models')
    .description('List the networks by name, or the layers of one, with what part of the image each sees.')
    .argument('[name]', `one of ${modelNames().join(', ')}`)
    .option('--json', 'print as JSON')
    .option('--diagram <file>', 'draw the layers of the one named into a file, .svg or .png')
    .option(
      '--check-gradients',
      'compare the gradients of each layer, and of the loss, with finite differences',
    )
    .addOption(backendOption())
    .addHelpText(
      'after',
      '\nExamples:\n  fer models resnet-fer --diagram resnet-fer.svg\n  fer models leaky4 --check-gradients',
    )
    .action((name: string | undefined, options: ModelsOptions) => models(name, options, signal));
}

async function models(
  name: string | undefined,
  { json, diagram, checkGradients, backend }: ModelsOptions,
  signal: AbortSignal,
): Promise<void> {
  if (name === undefined) {
    if (diagram !== undefined) throw new UsageError('--diagram draws one network (expected its name)');
    if (checkGradients) throw new UsageError('--check-gradients is of one network (expected its name)');
    console.log(json ? JSON.stringify(everyModel(), null, 2) : listOfModels());
    return;
  }
  if (diagram !== undefined) checkDiagramFile(diagram);
  const info = await checkingInput(() => modelInfo(name));
  if (checkGradients) {
    await chooseBackend(backend, { warn: (message) => console.error(message) });
    return checkModelGradients(createModel(name), { json, signal });
  }
  await chooseBackend('cpu');
  const model = createModel(name);
  const summary = summarize(model);
  const fields = receptiveFields(model);
  model.dispose();
  if (diagram !== undefined) {
    await drawDiagram(diagram, summary, info);
    console.error(`drawn into ${diagram}`);
  }
  if (json) console.log(JSON.stringify({ ...info, ...summary, receptiveFields: fields }, null, 2));
  else console.log(`${modelText(info, summary)}\n\n${fieldTable(fields)}`);
}

const everyModel = () => modelNames().map((name) => ({ name, ...modelInfo(name) }));

function listOfModels(): string {
  const all = everyModel();
  const rows = all.map(({ name, parameters, study }) => [
    name,
    parameters.total.toLocaleString('en-US'),
    study === undefined ? '-' : `study ${study}`,
  ]);
  const [header, ...lines] = formatTable([['model', 'parameters', 'from'], ...rows]).split('\n');
  return [
    header,
    ...lines.map((line, i) => `${line}  ${all[i].description}`),
    '\nFor 48x48 grey images and 7 classes. The layers of one: fer models <name>',
  ].join('\n');
}

function modelText({ description, source, choices }: ArchitectureInfo, summary: ModelSummary): string {
  return [
    `${summary.name}: ${description}`,
    `Source: ${source}.`,
    ...choices.map((choice) => `- ${choice}`),
    '',
    formatSummary(summary),
  ].join('\n');
}

function checkDiagramFile(file: string): void {
  if (!['.svg', '.png'].includes(extname(file).toLowerCase())) {
    throw new UsageError(`invalid file for --diagram: ${file} (expected a name that ends in .svg or .png)`);
  }
}

async function drawDiagram(file: string, summary: ModelSummary, info: ArchitectureInfo): Promise<void> {
  const figure = modelDiagram(summary.layers, {
    title: summary.name,
    caption: `${capitalized(info.description)}. Source: ${info.source}.`,
  });
  try {
    await writeFile(file, extname(file).toLowerCase() === '.png' ? toPng(figure) : figure.svg);
  } catch (error) {
    throw new UsageError(`can't write ${file}: ${reason(error)}`, { cause: error });
  }
}

const capitalized = (text: string) => text[0].toUpperCase() + text.slice(1);
