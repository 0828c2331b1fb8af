import type { FaceConfig } from 'facesjs';
import type { Random } from '../random';
import { drawEye, type EyeStyle } from './eyes';
import type { Expression } from './expression';
import * as parts from './facesjs-parts';
import { marked, painted, type Drawing, type Layer } from './layer';
import { line, mirrored, placed } from './marks';
import type { Facesjs } from './peers';

/** Who it is: two faces with the same head and hair are the same person. */
export interface FacesjsIdentity {
  head: string;
  hair: string;
}

const AXIS = 200;
const EYE = { x: 138, y: 312 };
const BROW = { x: 138, y: 268 };
const MOUTH_Y = 441;
const NOTHING = { id: 'none' };

/** A face description of facesjs with no feature at all. */
const blank = (fatness: number, skin: string, hair: string, clothes: string[]): FaceConfig => ({
  fatness,
  teamColors: [clothes[0], clothes[1], clothes[2]],
  hairBg: NOTHING,
  body: { id: 'none', color: skin, size: 1 },
  jersey: NOTHING,
  ear: { id: 'none', size: 1 },
  head: { id: 'none', shave: 'rgba(0,0,0,0)' },
  eyeLine: NOTHING,
  smileLine: { id: 'none', size: 1 },
  miscLine: NOTHING,
  facialHair: NOTHING,
  eye: { id: 'none', angle: 0 },
  eyebrow: { id: 'none', angle: 0 },
  hair: { id: 'none', color: hair, flip: false },
  mouth: { id: 'none', flip: false },
  nose: { id: 'none', flip: false, size: 1 },
  glasses: NOTHING,
  accessories: NOTHING,
});

/**
 * Draws a face in the art of facesjs (400 x 600 units): the person's features are those of facesjs, brows are
 * its shapes posed by the expression, eyes and mouths are drawn here, as facesjs has too few that express.
 * Everything but the expression is drawn from `rng` independently of the label.
 */
export function facesjsDrawing(
  facesjs: Facesjs,
  identity: FacesjsIdentity,
  expression: Expression,
  rng: Random,
): Drawing {
  const skin = rng.pick(parts.SKINS);
  const hairColour = rng.pick(parts.HAIR_COLOURS);
  const clothes = [rng.pick(parts.CLOTHES), rng.pick(parts.CLOTHES), rng.pick(parts.CLOTHES)];
  const base = blank(rng.uniform(0.1, 1), skin, hairColour, clothes);
  /** The inside of the SVG of some features alone. */
  const only = (features: Partial<FaceConfig>) =>
    facesjs
      .faceToSvgString({ ...structuredClone(base), ...features })
      .replace(/^<svg[^>]*>/, '')
      .replace(/<\/svg>$/, '');

  const longHair = rng.chance(0.3) ? rng.pick(parts.LONG_HAIRS) : 'none';
  const beard = rng.chance(0.15) ? rng.pick(parts.BEARDS) : 'none';
  const glasses = rng.chance(0.08) ? rng.pick(parts.GLASSES) : 'none';
  const skinLines = rng.chance(0.2) ? rng.pick(parts.LINES) : 'none';
  const layers: Layer[] = [
    painted('hair', only({ hairBg: { id: longHair } })),
    painted(
      'body',
      only({ body: { ...base.body, id: rng.pick(parts.BODIES) }, jersey: { id: rng.pick(parts.JERSEYS) } }),
    ),
    painted('face', only({ ear: { id: rng.pick(parts.EARS), size: rng.uniform(0.6, 1.3) } })),
    painted('face', only({ head: { ...base.head, id: identity.head } })),
    painted('face', only({ miscLine: { id: skinLines } })),
    ...skinRegions(),
    painted('beard', only({ facialHair: { id: beard } })),
    ...cheekLines(expression, rng),
    ...eyes(expression, rng),
    ...nose(
      expression,
      only({ nose: { id: rng.pick(parts.NOSES), flip: rng.chance(0.5), size: rng.uniform(0.7, 1.1) } }),
    ),
    painted('mouth', mouth(expression, rng)),
    painted('hair', only({ hair: { ...base.hair, id: identity.hair, flip: rng.chance(0.5) } })),
    ...brows(expression, only, rng),
    painted('glasses', only({ glasses: { id: glasses }, teamColors: ['#222222', '#333333', '#000000'] })),
  ];
  return {
    layers: layers.filter((l) => l.svg.trim() !== ''),
    crop: { x: AXIS, y: 354 + rng.uniform(-6, 6), side: 314 },
    background: rng.uniform(25, 235),
  };
}

/** Regions of bare skin: laid over the head, so whatever is painted later covers them. */
const skinRegions = (): Layer[] => [
  marked('forehead', '<rect x="90" y="120" width="220" height="156" fill="#000"/>'),
  marked('cheeks', mirrored('<ellipse cx="120" cy="388" rx="44" ry="42" fill="#000"/>', AXIS)),
];

function eyes({ eyes: pose }: Expression, rng: Random): Layer[] {
  const style: EyeStyle = {
    halfWidth: rng.uniform(29, 37),
    stroke: rng.uniform(4.5, 6.5),
    iris: rng.uniform(10, 13),
    irisFill: rng.pick(['#000', '#2a1a10', '#4a3526', '#5b6b78']),
    lashes: rng.chance(0.3),
  };
  const spread = rng.uniform(-4, 4);
  const gaze = rng.uniform(-5, 5);
  const y = EYE.y + rng.uniform(-3, 3);
  const left = placed(drawEye(pose, style, gaze, 'eye-left'), EYE.x + spread, y);
  const right = placed(drawEye(pose, style, -gaze, 'eye-right'), 2 * AXIS - EYE.x - spread, y, 0, -1, 1);
  return [painted('eyes', left + right)];
}

function brows({ brows: pose }: Expression, only: (f: Partial<FaceConfig>) => string, rng: Random): Layer[] {
  const both = only({
    eyebrow: { id: rng.pick(parts.BROW_SHAPES), angle: 0 },
    hair: { id: 'none', color: rng.pick(parts.BROW_COLOURS), flip: false },
  });
  // One brow of the pair, about the origin. facesjs puts their middles at (140, 270) and (260, 270).
  const one = `<clipPath id="left-half"><rect x="0" y="0" width="200" height="600"/></clipPath><g transform="translate(-140 -270)"><g clip-path="url(#left-half)">${both}</g></g>`;
  const strength = rng.uniform(0.55, 1.05);
  const angle = pose.angle * strength + rng.uniform(-3, 3);
  const raise = pose.raise * strength + rng.uniform(-3, 3);
  const scale = rng.uniform(0.95, 1.12);
  const x = BROW.x + (pose.together ?? 0) * strength;
  const brow = placed(one, x, BROW.y - raise, angle, scale, scale * (pose.arch ?? 1) * 1.1);
  const furrow = pose.furrow ? line(`M193 ${282 - raise / 2}L196 ${304 - raise / 2}`, 5) : '';
  const creases = pose.creases
    ? line('M150 224Q200 216 250 224', 4) + line('M160 210Q200 203 240 210', 3)
    : '';
  return [painted('forehead', creases), painted('brows', mirrored(brow + furrow, AXIS))];
}

function nose({ noseWrinkle }: Expression, svg: string): Layer[] {
  if (!noseWrinkle) return [painted('nose', svg)];
  const wrinkles = line('M192 318L178 330M191 334L176 345', 5);
  return [
    painted('nose', placed(svg, 0, -8) + mirrored(wrinkles, AXIS) + line('M190 326Q200 320 210 326', 4)),
  ];
}

/** Folds from the nose to the mouth (disgust), or round the raised cheeks (a smile). */
function cheekLines({ noseWrinkle, cheekLines }: Expression, rng: Random): Layer[] {
  const width = rng.uniform(4, 5.5);
  if (noseWrinkle) return [painted('cheeks', mirrored(line('M168 368Q136 384 130 424', width), AXIS))];
  if (cheekLines) return [painted('cheeks', mirrored(line('M126 402Q108 424 118 448', width), AXIS))];
  return [];
}

function mouth({ mouth: part, noseWrinkle }: Expression, rng: Random): string {
  const flip = rng.chance(0.5) ? -1 : 1;
  const width = rng.uniform(0.68, 1);
  const height = width * rng.uniform(0.9, 1.1);
  return placed(part.draw(rng.uniform(5, 7)), AXIS, MOUTH_Y - (noseWrinkle ? 8 : 0), 0, flip * width, height);
}
