/** The seven classes, in the order of FER2013. */
export const CLASS_NAMES = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'] as const;
export type ClassName = (typeof CLASS_NAMES)[number];

/**
 * What a pixel can belong to; the index in this list is the value in a region map.
 * `face` is skin that no other name covers (chin, temples, ears); `body` is neck and clothes; `mark` is the
 * planted trap.
 */
export const REGION_NAMES = [
  'background',
  'hair',
  'forehead',
  'brows',
  'eyes',
  'nose',
  'mouth',
  'cheeks',
  'face',
  'body',
  'beard',
  'glasses',
  'mark',
] as const;
export type RegionName = (typeof REGION_NAMES)[number];

/** Side of every image, in pixels. */
export const SIDE = 48;

export const SPLIT_NAMES = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof SPLIT_NAMES)[number];
