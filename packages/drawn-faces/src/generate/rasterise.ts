import { REGION_NAMES, SIDE, type RegionName } from '../names';
import type { Drawing } from './layer';
import type { Resvg } from './peers';

const PIXELS = SIDE * SIDE;

/**
 * How much a region's cover counts where several share a pixel: the strokes of features are thinner than a
 * pixel, and a pixel that a brow crosses shows the brow.
 */
const WEIGHT: Partial<Record<RegionName, number>> = { brows: 2.2, eyes: 1.6, nose: 2.2, mouth: 1.6 };

function render(resvg: Resvg, body: string, transform: string, background?: string): Uint8Array {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}"><g transform="${transform}">${body}</g></svg>`;
  return new resvg.Resvg(svg, {
    font: { loadSystemFonts: false },
    ...(background ? { background } : {}),
  }).render().pixels;
}

/** The picture as grey: luma of ITU-R BT.601, 0..255. */
export function renderImage(resvg: Resvg, { layers, background }: Drawing, transform: string): Uint8Array {
  const g = Math.round(background);
  const body = layers
    .filter((l) => l.painted)
    .map((l) => l.svg)
    .join('');
  const rgba = render(resvg, body, transform, `rgb(${g},${g},${g})`);
  return Uint8Array.from({ length: PIXELS }, (_, i) =>
    Math.round(0.299 * rgba[4 * i] + 0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2]),
  );
}

/**
 * The region of every pixel: each layer is rendered alone with the transform of the picture, its cover hides
 * what lies behind it, and the region with most (weighted) visible cover wins. A layer that is not painted
 * covers only bare face.
 */
export function renderRegions(resvg: Resvg, { layers }: Drawing, transform: string): Uint8Array {
  const cover = REGION_NAMES.map(() => new Float32Array(PIXELS));
  cover[0].fill(1);
  const face = cover[REGION_NAMES.indexOf('face')];
  for (const layer of layers) {
    const rgba = render(resvg, layer.svg, transform);
    const own = cover[REGION_NAMES.indexOf(layer.region)];
    for (let i = 0; i < PIXELS; i++) {
      const alpha = rgba[4 * i + 3] / 255;
      if (alpha === 0) continue;
      if (layer.painted) {
        for (const c of cover) c[i] *= 1 - alpha;
        own[i] += alpha;
      } else {
        own[i] += alpha * face[i];
        face[i] *= 1 - alpha;
      }
    }
  }
  const weights = REGION_NAMES.map((name) => WEIGHT[name] ?? 1);
  return Uint8Array.from({ length: PIXELS }, (_, i) => {
    let best = 0;
    for (let r = 1; r < cover.length; r++)
      if (cover[r][i] * weights[r] > cover[best][i] * weights[best]) best = r;
    return best;
  });
}
