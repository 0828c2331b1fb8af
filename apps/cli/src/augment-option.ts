import { InvalidArgumentError, Option } from 'commander';
import { augmentationNames, type AugmentationSpec } from '@fer/data';

/** Augmentations as `augmentationFrom` takes them: names, or names with options. */
export type AugmentChoice = (AugmentationSpec | AugmentationSpec['name'])[];

/** `--augment shift,flip`, or JSON: `--augment '[{"name":"shift","x":0.2},"flip"]'`. */
export const augmentOption = (purpose: string) =>
  new Option(
    '--augment <spec>',
    `${purpose}: names with commas between (${augmentationNames().join(', ')}), or JSON with options, as '[{"name":"shift","x":0.2},"flip"]'`,
  ).argParser(parseAugment);

/** What stands after `--augment`; whether such augmentations exist is left to `augmentationFrom`. */
export function parseAugment(text: string): AugmentChoice {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return trimmed.split(',').map((name) => name.trim()) as AugmentChoice;
  try {
    const parsed = JSON.parse(trimmed) as AugmentationSpec | AugmentChoice;
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    throw new InvalidArgumentError('expected names with commas between, or JSON.');
  }
}
