import { InvalidArgumentError, Option } from 'commander';
import { drawableMethods, type MethodChoice } from '@fer/experiments';
import { UsageError } from './errors';
import { integerList } from './options';

/** What the options of {@link methodOptions} give. */
export interface MethodFlags {
  method?: string[];
  layer?: string;
  neuron?: number[];
  set?: Record<string, unknown>;
}

/** The options that choose methods of explanation. */
export function methodOptions(): Option[] {
  const names = drawableMethods.map(({ name }) => name).join(', ');
  return [
    new Option(
      '--method <names>',
      `how to explain, several with commas (default: saliency and Grad-CAM): ${names}`,
    ).argParser(nameList),
    new Option('--layer <name>', 'the layer, for methods that take one (fer models lists them)'),
    new Option('--neuron <place>', 'the neuron in the layer: y,x,channel or unit').argParser(integerList),
    new Option(
      '--set <name=value>',
      'an option of the methods, again for more: --set steps=20 --set target=happy --set baseline=0.5',
    ).argParser(setting),
  ];
}

/** The choice that the options make; `undefined` where no method is given. */
export function methodChoice({ method, layer, neuron, set }: MethodFlags): MethodChoice | undefined {
  const settings = { ...set, ...(layer !== undefined && { layer }), ...(neuron && { neuron }) };
  if (method) return { methods: method, settings };
  const [without] = Object.keys(settings);
  if (without === undefined) return undefined;
  const flag = set && without in set ? '--set' : `--${without}`;
  throw new UsageError(`${flag} without --method (expected a method that takes it)`);
}

function nameList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const known = drawableMethods.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`unknown method: '${unknown}' (expected one of: ${known.join(', ')}).`);
  }
  return names;
}

/** `name=value`, added to those before; a value that is no JSON is a text. */
export function setting(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const [, name, value] = /^([A-Za-z]\w*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('expected name=value, as in steps=20.');
  return { ...before, [name]: parsed(value) };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
