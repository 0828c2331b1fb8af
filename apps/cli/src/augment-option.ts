import { Option } from 'commander';
import { augmentationNames, type AugmentationSpec } from '@fer/data';
import { namesOrJson } from './json-option';

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
  const parsed = namesOrJson<AugmentChoice | AugmentationSpec>(
    (names) => names.split(',').map((name) => name.trim()) as AugmentChoice,
  )(text);
  return Array.isArray(parsed) ? parsed : [parsed];
}
