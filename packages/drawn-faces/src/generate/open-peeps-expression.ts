import type { ClassName, RegionName } from '../names';
import type { Random } from '../random';
import { choose, partName } from './expression';
import { MOUTHS } from './mouths';
import { LOWERS, UPPERS } from './open-peeps-parts';

/** An expression put together from open-peeps faces: brows and eyes of one, the mouth of another or of ours. */
export interface PeepExpression {
  upper: string;
  mouth: { kind: 'peep'; id: string } | { kind: 'drawn'; draw: (width: number) => string };
  noseWrinkle: boolean;
  parts: string[];
  labelRegions: RegionName[];
}

export function choosePeepExpression(name: ClassName, heldOut: boolean, rng: Random): PeepExpression {
  const upper = choose(UPPERS[name], heldOut, rng);
  const lowers = LOWERS[name];
  const fromPeeps = lowers.some((p) => !p.held) && rng.chance(0.5);
  const noseWrinkle = name === 'disgust';
  let mouth: PeepExpression['mouth'];
  let mouthName: string;
  if (fromPeeps) {
    const lower = choose(lowers, heldOut, rng);
    mouth = { kind: 'peep', id: lower.id };
    mouthName = partName('peep-mouth', lower);
  } else {
    const drawn = choose(MOUTHS[name], heldOut, rng);
    mouth = { kind: 'drawn', draw: drawn.draw };
    mouthName = partName('mouth', drawn);
  }
  return {
    upper: upper.id,
    mouth,
    noseWrinkle,
    parts: [partName('peep-upper', upper), mouthName],
    labelRegions: ['mouth', 'brows', 'eyes', ...(noseWrinkle ? (['nose', 'cheeks'] as const) : [])],
  };
}
