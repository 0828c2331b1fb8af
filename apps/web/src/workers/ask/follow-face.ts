import type { Box, Face } from '@fer/faces';
import { findFaces } from './find-faces';
import { pixelsOf } from './frame-pixels';

/** Pixels that the finder sees of a whole picture, and of the part around where the face was: 12 ms in place of 30. */
const WHOLE_SIZE = 320;
const PART_SIZE = 160;
/** Side of that part in sides of the box. */
const PART = 2.5;
/** The whole picture is searched every so many pictures: another face may be plainer by now. */
const WHOLE_EVERY = 20;
/** A face that was seen longer ago is no longer followed, milliseconds. */
const FORGET = 1500;
/** Share of the new box in the one that is told, where the face is still: a box that trembles makes answers tremble. */
const NEW = 0.4;
/** Moves by this share of the box's width are followed at once. */
const AT_ONCE = 0.15;

let last: { box: Box; width: number; height: number; at: number } | undefined;
let turn = 0;

/** The face in the next picture of a video: near where it was, else the surest anywhere. The box moves smoothly. */
export async function followFace(frame: ImageBitmap): Promise<Face | undefined> {
  const { width, height } = frame;
  const now = performance.now();
  if (last && (last.width !== width || last.height !== height || now - last.at > FORGET)) last = undefined;
  const whole = { x: 0, y: 0, width, height };
  const before = last?.box;
  const isWhole = turn++ % WHOLE_EVERY === 0;
  const near = before && !isWhole && (await searchIn(frame, around(before, whole), PART_SIZE));
  const found = near || (await searchIn(frame, whole, WHOLE_SIZE));
  last = found && { box: before ? smoothed(before, found.box) : found.box, width, height, at: now };
  return found && last && { box: last.box, score: found.score };
}

async function searchIn(frame: ImageBitmap, part: Box, size: number): Promise<Face | undefined> {
  const picture = pixelsOf(frame, part, size);
  const [face] = await findFaces(picture, size);
  if (!face) return undefined;
  const scale = part.width / picture.shape[1];
  const { x, y, width, height } = face.box;
  return {
    score: face.score,
    box: { x: part.x + x * scale, y: part.y + y * scale, width: width * scale, height: height * scale },
  };
}

/** The square around a box, as far as it is in the picture. */
function around(box: Box, whole: Box): Box {
  const side = Math.max(box.width, box.height) * PART;
  const left = Math.max(0, Math.round(box.x + box.width / 2 - side / 2));
  const top = Math.max(0, Math.round(box.y + box.height / 2 - side / 2));
  const right = Math.min(whole.width, Math.round(left + side));
  const bottom = Math.min(whole.height, Math.round(top + side));
  return { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** Towards the new box: the further it is away, the more. */
function smoothed(before: Box, now: Box): Box {
  const away = Math.max(
    Math.abs(now.x - before.x),
    Math.abs(now.y - before.y),
    Math.abs(now.width - before.width),
    Math.abs(now.height - before.height),
  );
  const share = Math.min(1, NEW + ((1 - NEW) * away) / (AT_ONCE * now.width));
  const mix = (a: number, b: number) => a + share * (b - a);
  return {
    x: mix(before.x, now.x),
    y: mix(before.y, now.y),
    width: mix(before.width, now.width),
    height: mix(before.height, now.height),
  };
}
