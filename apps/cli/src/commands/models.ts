import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Command } from 'commander';
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
import { formatTable } from '../terminal/format';

interface ModelsOptions {
  json?: boolean;
  diagram?: string;
}

export function modelsCommand(): Command {
  return new Command('models')
    .description('List the networks by name, or the layers of one.')
    .argument('[name]', `one of ${modelNames().join(', ')}`)
    .option('--json', 'print as JSON')
    .option('--diagram <file>', 'draw the layers of the one named into a file, .svg or .png')
    .addHelpText('after', '\nExample:\n  fer models resnet-fer --diagram resnet-fer.svg')
    .action(models);
}

async function models(name: string | undefined, { json, diagram }: ModelsOptions): Promise<void> {
  if (name === undefined) {
    if (diagram !== undefined) throw new UsageError('--diagram draws one network (expected its name)');
    console.log(json ? JSON.stringify(everyModel(), null, 2) : listOfModels());
    return;
  }
  if (diagram !== undefined) checkDiagramFile(diagram);
  const info = await checkingInput(() => modelInfo(name));
  await chooseBackend('cpu');
  const model = createModel(name);
  const summary = summarize(model);
  model.dispose();
  if (diagram !== undefined) {
    await drawDiagram(diagram, summary, info);
    console.error(`drawn into ${diagram}`);
  }
  console.log(json ? JSON.stringify({ ...info, ...summary }, null, 2) : modelText(info, summary));
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
