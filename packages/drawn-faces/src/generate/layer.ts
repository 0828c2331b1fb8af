import type { RegionName } from '../names';

/** One thing that is painted: an SVG fragment in the coordinates of its style, and the region it belongs to. */
export interface Layer {
  svg: string;
  region: RegionName;
  /** False for a layer that marks a region of the skin and paints nothing. */
  painted: boolean;
}

/** A face before it is posed: its layers from back to front, and the square that a tight crop shows. */
export interface Drawing {
  layers: Layer[];
  /** The crop before shift, rotation and zoom: centre and side of a square in the layers' coordinates. */
  crop: { x: number; y: number; side: number };
  /** The grey behind everything, 0..255. */
  background: number;
}

export const painted = (region: RegionName, svg: string): Layer => ({ svg, region, painted: true });
export const marked = (region: RegionName, svg: string): Layer => ({ svg, region, painted: false });
