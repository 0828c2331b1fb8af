/**
 * Draws contact sheets of the shipped set (rows are classes):
 * `npx tsx --conditions=@fer/source packages/drawn-faces/scripts/contact-sheet.ts FOLDER [split]`
 * writes clean.png, loaded.png and regions.png.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { CLASS_NAMES, drawnFaces, REGION_NAMES, type DrawnFaces, type RegionName } from '../src/index';

const COLUMNS = 20;
const ZOOM = 3;
const SIDE = 48;
const COLOURS: Record<RegionName, [number, number, number]> = {
  background: [45, 45, 50],
  hair: [120, 80, 45],
  forehead: [255, 222, 180],
  brows: [220, 30, 30],
  eyes: [0, 170, 230],
  nose: [30, 150, 60],
  mouth: [220, 0, 200],
  cheeks: [255, 160, 125],
  face: [226, 190, 150],
  body: [95, 95, 160],
  beard: [80, 45, 10],
  glasses: [245, 225, 40],
  mark: [255, 255, 255],
};

const [folder, split] = process.argv.slice(2);
if (!folder) throw new Error('usage: contact-sheet.ts FOLDER [train|validation|test]');
mkdirSync(folder, { recursive: true });

/** A sheet of the first faces of each class, a pixel's colour by `colour(index of the pixel)`. */
function sheet(faces: DrawnFaces, colour: (pixel: number) => readonly [number, number, number]): Uint8Array {
  const width = COLUMNS * SIDE * ZOOM;
  const data = new Uint8Array(width * CLASS_NAMES.length * SIDE * ZOOM * 3);
  CLASS_NAMES.forEach((_, row) => {
    const chosen = [...faces.labels.keys()].filter(
      (n) => faces.labels[n] === row && (!split || faces.splits[n] === split),
    );
    chosen.slice(0, COLUMNS).forEach((n, column) => {
      for (let y = 0; y < SIDE * ZOOM; y++) {
        for (let x = 0; x < SIDE * ZOOM; x++) {
          const pixel = n * SIDE * SIDE + Math.floor(y / ZOOM) * SIDE + Math.floor(x / ZOOM);
          data.set(colour(pixel), ((row * SIDE * ZOOM + y) * width + column * SIDE * ZOOM + x) * 3);
        }
      }
    });
  });
  return encode({ width, height: CLASS_NAMES.length * SIDE * ZOOM, data, channels: 3 });
}

const clean = await drawnFaces({ clean: true });
const loaded = await drawnFaces({ trap: { class: 'happy' } });
const grey = (faces: DrawnFaces) => (pixel: number) => {
  const v = faces.images[pixel];
  return [v, v, v] as const;
};
writeFileSync(join(folder, 'clean.png'), sheet(clean, grey(clean)));
writeFileSync(join(folder, 'loaded.png'), sheet(loaded, grey(loaded)));
writeFileSync(
  join(folder, 'regions.png'),
  sheet(loaded, (p) => COLOURS[REGION_NAMES[loaded.regions.maps[p]]]),
);
