import { SIDE, type RegionName, type SplitName } from './names';
import {
  codeGreys,
  codeMaps,
  codeText,
  GREY_BITS,
  GREY_CONTEXTS,
  MAP_CONTEXTS,
  TEXT_CONTEXTS,
} from './picture-model';
import { Decoder, Encoder } from './range-coder';
import type { DrawnFaces } from './types';

/**
 * The shipped file: four lengths (uint32, little endian: the text, and the three blocks as coded), then the blocks:
 * what is not pixels as JSON text, the region maps, the images in 32 greys. General compressors do much worse on such small drawings
 * (deflate: 2.7 MB) than a coder that knows neighbours and regions (1.6 MB).
 */
const DROPPED_BITS = 8 - GREY_BITS;

/** Strings that repeat: each once, and where. */
interface Column {
  words: string[];
  at: number[];
}
interface Table {
  classes: DrawnFaces['classes'];
  regionNames: RegionName[];
  labels: number[];
  columns: Record<'splits' | 'ids' | 'identities' | 'parts' | 'labelRegions', Column>;
}

function column(values: readonly string[]): Column {
  const index = new Map<string, number>();
  const at = values.map((v) => {
    if (!index.has(v)) index.set(v, index.size);
    return index.get(v)!;
  });
  return { words: [...index.keys()], at };
}
const values = ({ words, at }: Column) => at.map((i) => words[i]);
const lists = (c: Column) => values(c).map((text) => text.split(' '));
const joined = (rows: readonly string[][]) => column(rows.map((row) => row.join(' ')));

/** Faces as the bytes that are shipped; greys lose their three lowest bits. */
export function pack(faces: DrawnFaces): Uint8Array<ArrayBuffer> {
  const table: Table = {
    classes: faces.classes,
    regionNames: faces.regions.names,
    labels: [...faces.labels],
    columns: {
      splits: column(faces.splits),
      ids: column(faces.ids),
      identities: column(faces.identities),
      parts: joined(faces.parts),
      labelRegions: joined(faces.labelRegions),
    },
  };
  const text = new TextEncoder().encode(JSON.stringify(table));
  const coders = [new Encoder(TEXT_CONTEXTS), new Encoder(MAP_CONTEXTS), new Encoder(GREY_CONTEXTS)] as const;
  codeText(coders[0], text);
  codeMaps(coders[1], faces.regions.maps.slice());
  const greys = faces.images.map((v) => v >> DROPPED_BITS);
  codeGreys(coders[2], greys, faces.regions.maps);
  const blocks = coders.map((c) => c.finish());
  const header = new Uint32Array([text.length, ...blocks.map((b) => b.length)]);
  const out = new Uint8Array(blocks.reduce((sum, b) => sum + b.length, 4 * header.length));
  header.forEach((v, i) => new DataView(out.buffer).setUint32(4 * i, v, true));
  let at = 4 * header.length;
  for (const block of blocks) {
    out.set(block, at);
    at += block.length;
  }
  return out;
}

/** The reverse of `pack`; 32 greys are spread over 0..255. */
export function unpack(bytes: Uint8Array): DrawnFaces {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const header = [0, 1, 2, 3].map((i) => view.getUint32(4 * i, true));
  let end = 16;
  const [textBlock, mapBlock, greyBlock] = header
    .slice(1)
    .map((length) => bytes.subarray(end, (end += length)));
  const text = new Uint8Array(header[0]);
  codeText(new Decoder(TEXT_CONTEXTS, textBlock), text);
  const { classes, regionNames, labels, columns } = JSON.parse(new TextDecoder().decode(text)) as Table;
  const maps = new Uint8Array(labels.length * SIDE * SIDE);
  const images = new Uint8Array(maps.length);
  codeMaps(new Decoder(MAP_CONTEXTS, mapBlock), maps);
  codeGreys(new Decoder(GREY_CONTEXTS, greyBlock), images, maps);
  for (let i = 0; i < images.length; i++) {
    images[i] = (images[i] << DROPPED_BITS) | (images[i] >> (GREY_BITS - DROPPED_BITS));
  }
  return {
    images,
    shape: [labels.length, SIDE, SIDE, 1],
    labels: Uint8Array.from(labels),
    splits: values(columns.splits) as SplitName[],
    ids: values(columns.ids),
    classes,
    regions: { maps, names: regionNames },
    labelRegions: lists(columns.labelRegions) as RegionName[][],
    identities: values(columns.identities),
    parts: lists(columns.parts),
  };
}
