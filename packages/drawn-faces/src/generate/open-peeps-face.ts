import type { RegionName } from '../names';
import type { Random } from '../random';
import { HAIR_COLOURS, CLOTHES, SKINS } from './facesjs-parts';
import { marked, painted, type Drawing, type Layer } from './layer';
import { line, placed } from './marks';
import { BANDS, DRAWN_UPPERS, type FaceBands } from './open-peeps-parts';
import type { PeepExpression } from './open-peeps-expression';
import type { Dicebear, OpenPeeps } from './peers';

/** open-peeps puts the head and the face here in its 704 x 704 picture. */
const HEAD_AT = '<g transform="matrix(.99789 0 0 1 156 62)">';
const FACE_AT = '<g transform="translate(315 248)">';
/** The middle of the face's features in the face's own coordinates; they are enlarged about it. */
const FACE = { x: 150, y: 150, scale: 1.12, left: 14 };
const MOUTH = { x: 158, y: 226 };
const ALL = 300;

/** Draws a face in the art of open-peeps (704 x 704 units), seen a little from the side. */
export function openPeepsDrawing(
  dicebear: Dicebear,
  peeps: OpenPeeps,
  head: string,
  expression: PeepExpression,
  rng: Random,
): Drawing {
  const hex = (list: readonly string[]) => rng.pick(list).slice(1).toLowerCase();
  const colours = { skin: hex(SKINS), hair: hex(HAIR_COLOURS), clothes: hex(CLOTHES) };
  const groupsOf = (face: string) => {
    const svg = dicebear
      .createAvatar(peeps, {
        seed: head,
        face: [face as 'calm'],
        head: [head as 'afro'],
        skinColor: [colours.skin],
        headContrastColor: [colours.hair],
        clothingColor: [colours.clothes],
        accessoriesProbability: 0,
        facialHairProbability: 0,
        maskProbability: 0,
      })
      .toString();
    return splitGroups(svg);
  };
  const drawnUpper = DRAWN_UPPERS[expression.upper];
  const upperName = drawnUpper ? 'calm' : expression.upper;
  const upper = groupsOf(upperName);
  const bands = BANDS[upperName];
  const face = (svg: string) =>
    `<g transform="translate(315 248) translate(${FACE.x - FACE.left} ${FACE.y}) scale(${FACE.scale}) translate(${-FACE.x} ${-FACE.y})">${svg}</g>`;
  const feature = (region: RegionName, source: string, clip: string) =>
    painted(
      region,
      face(
        `<clipPath id="clip-${region}"><path clip-rule="evenodd" d="${clip}"/></clipPath><g clip-path="url(#clip-${region})">${source}</g>`,
      ),
    );
  const mouth =
    expression.mouth.kind === 'peep'
      ? feature('mouth', groupsOf(expression.mouth.id).face, below(BANDS[expression.mouth.id].mouth))
      : painted('mouth', face(drawnMouth(expression.mouth.draw, rng)));
  const wrinkles = expression.noseWrinkle
    ? [
        painted('nose', face(line('M140 128L152 138M160 126Q170 121 178 126M192 124L182 136', 6))),
        painted('cheeks', face(line('M134 172Q108 184 104 214', 6))),
      ]
    : [];
  const layers: Layer[] = [
    painted('body', upper.body),
    ...headLayers(upper.head, colours.skin),
    marked('forehead', '<rect x="330" y="150" width="260" height="175" fill="#000"/>'),
    marked(
      'cheeks',
      face('<ellipse cx="92" cy="186" rx="38" ry="36"/><ellipse cx="220" cy="178" rx="22" ry="34"/>'),
    ),
    ...(drawnUpper
      ? [painted('brows', face(drawnUpper.brows)), painted('eyes', face(drawnUpper.eyes))]
      : [
          feature('brows', upper.face, box(0, 0, ALL, bands.brows)),
          feature('eyes', upper.face, eyesClip(bands)),
        ]),
    feature('nose', upper.face, noseClip(bands)),
    ...wrinkles,
    mouth,
  ];
  return {
    layers: layers.filter((l) => l.svg.trim() !== ''),
    crop: { x: 432, y: 388 + rng.uniform(-6, 6), side: 355 },
    background: rng.uniform(25, 235),
  };
}

const box = (x: number, y: number, w: number, h: number) => `M${x} ${y}h${w}v${h}h${-w}Z`;
const below = (y: number) => box(0, y, ALL, ALL - y);
const noseClip = ({ nose = 126, mouth }: FaceBands) => {
  const step = Math.max(150, nose);
  return `M138 ${nose}H190V${step}H206V${mouth}H138Z`;
};
const eyesClip = (bands: FaceBands) =>
  box(0, bands.brows, ALL, (bands.eyes ?? Math.min(bands.mouth, 190)) - bands.brows) +
  noseClip({ ...bands, mouth: Math.min(bands.mouth, 190) });

/** A mouth of ours, smaller and turned as the head is. */
function drawnMouth(draw: (width: number) => string, rng: Random): string {
  const width = rng.uniform(0.82, 0.98);
  return placed(draw(rng.uniform(6, 8)), MOUTH.x, MOUTH.y, -3, width, width * rng.uniform(0.9, 1.1));
}

function splitGroups(svg: string): { body: string; head: string; face: string } {
  const headAt = svg.indexOf(HEAD_AT);
  const faceAt = svg.indexOf(FACE_AT);
  const end = svg.indexOf('<g transform="translate(279 400)">');
  const start = svg.lastIndexOf('<g fill-rule="evenodd" clip-rule="evenodd"><path d="M705.3', headAt);
  if (start < 0 || headAt < start || faceAt < headAt || end < faceAt) {
    throw new Error('unexpected picture of @dicebear/open-peeps (expected version 9.4)');
  }
  return {
    body: svg.slice(start, headAt),
    head: svg.slice(headAt, faceAt),
    face: svg.slice(faceAt + FACE_AT.length, end).replace(/<\/g>$/, ''),
  };
}

/**
 * A head is one fragment of skin, hair and black outline: its skin is the face, and what else it paints is
 * hair, but for the outline of jaw and chin.
 */
function headLayers(head: string, skin: string): Layer[] {
  const inner = head.slice(HEAD_AT.length).replace(/<\/g>$/, '');
  const skinPath = new RegExp(`<path[^>]*fill="#${skin}"[^>]*/>`).exec(inner)?.[0] ?? '';
  const rest = inner.replace(skinPath, '');
  const within = (clip: string, id: string) =>
    `<clipPath id="${id}"><path d="${clip}"/></clipPath><g clip-path="url(#${id})">${HEAD_AT}${rest}</g></g>`;
  return [
    painted('face', `${HEAD_AT}<g fill-rule="evenodd">${skinPath}</g></g>`),
    painted('hair', within('M0 -300H1000V330H330V1000H0Z', 'clip-hair')),
    painted('face', within('M330 330H1000V1000H330Z', 'clip-jaw')),
  ];
}
