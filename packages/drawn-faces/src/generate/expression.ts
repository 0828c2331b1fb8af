import type { ClassName, RegionName } from '../names';
import type { Random } from '../random';
import { BROWS, type BrowPose } from './brows';
import { EYES, type EyePose } from './eyes';
import { MOUTHS, type Part } from './mouths';

/** The parts that make one face's expression. */
export interface Expression {
  name: ClassName;
  brows: BrowPose;
  eyes: EyePose;
  mouth: Part;
  /** Wrinkled nose and deep folds beside it (FACS 9). */
  noseWrinkle: boolean;
  /** Lines of raised cheeks (FACS 6). */
  cheekLines: boolean;
  /** Names of the parts: `brows:raised`, `eyes:wide`, `mouth:oh`; a part of a held-out kind ends in `!`. */
  parts: string[];
  /** The regions whose look differs from a neutral face; for neutral, the three that would. */
  labelRegions: RegionName[];
}

/** Shares that set the difficulty; see the README for what they were measured to give. */
const ONE_PART_AT_REST = 0.22;
const HELD_PART = 0.4;

/** A part of the list; held-out ones only where `heldOut` says so. */
export function choose<T extends { held?: boolean }>(list: readonly T[], heldOut: boolean, rng: Random): T {
  const held = list.filter((p) => p.held);
  const common = list.filter((p) => !p.held);
  return heldOut && held.length > 0 && rng.chance(HELD_PART) ? rng.pick(held) : rng.pick(common);
}

/** How a part is named to users; a held-out one ends in `!`. */
export const partName = (kind: string, part: { id: string; held?: boolean }) =>
  `${kind}:${part.id}${part.held ? '!' : ''}`;

/**
 * Chooses the parts of an expression. Now and then brows or eyes stay at rest, as in real half-hearted
 * faces; the mouth always takes part.
 */
export function chooseExpression(name: ClassName, heldOut: boolean, rng: Random): Expression {
  const resting =
    name !== 'neutral' && rng.chance(ONE_PART_AT_REST) ? rng.pick(['brows', 'eyes'] as const) : null;
  const brows = choose(BROWS[resting === 'brows' ? 'neutral' : name], heldOut && resting !== 'brows', rng);
  const eyes = choose(EYES[resting === 'eyes' ? 'neutral' : name], heldOut && resting !== 'eyes', rng);
  const mouth = choose(MOUTHS[name], heldOut, rng);
  const noseWrinkle = name === 'disgust';
  const cheekLines = name === 'happy' && rng.chance(0.5);
  const labelRegions: RegionName[] = ['mouth'];
  if (resting !== 'brows') labelRegions.push('brows');
  if (resting !== 'eyes') labelRegions.push('eyes');
  if (noseWrinkle) labelRegions.push('nose');
  if (brows.creases) labelRegions.push('forehead');
  if (noseWrinkle || cheekLines) labelRegions.push('cheeks');
  return {
    name,
    brows,
    eyes,
    mouth,
    noseWrinkle,
    cheekLines,
    parts: [partName('brows', brows), partName('eyes', eyes), partName('mouth', mouth)],
    labelRegions,
  };
}
