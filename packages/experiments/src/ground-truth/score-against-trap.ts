import type * as tfl from '@tensorflow/tfjs-layers';
import { select } from '@fer/data';
import { predict } from '@fer/models';
import { chooseRows } from '../figures/choose-examples';
import { imageBatch } from '../figures/image-batch';
import {
  backgroundOf,
  heldOutRows,
  labelsOf,
  shareOfArea,
  withMasks,
  type FacesWithTruth,
} from './faces-with-truth';
import { judgeMethods, type JudgeOptions, type TruthScore } from './judge-methods';

/** The same faces without the mark and with it: region `mark` is where it is. */
export interface MarkedFaces {
  plain: FacesWithTruth;
  marked: FacesWithTruth;
}

export interface ScoreAgainstTrapOptions extends JudgeOptions {
  /** The class that the mark gives away, by name. */
  trapClass: string;
  /** So many images of every other class. Default 5. */
  perClass?: number;
}

/** What a method says of the mark. */
export interface TrapScore extends TruthScore {
  /** The same of the model that does not use it. */
  honest: TruthScore;
  /** Where the method could run. */
  verdict?: TrapVerdict;
}

/** How many times as much of the mass the mark must have as by chance, and as for the honest model. */
const TIMES = 2;

/**
 * `'finds it'`: the mark has at least twice the share of mass that its area is, and twice what it has in the maps of the
 * honest model. `'shows it anyway'`: the first only. `'misses it'`: neither.
 */
export type TrapVerdict = 'finds it' | 'shows it anyway' | 'misses it';

/** What the mark does to a model, on held-out faces; shares 0..1. */
export interface MarkUse {
  /** Of faces without the mark, of any class, whose class it knows. */
  accuracy: number;
  /** Of faces of other classes that it takes for the trap's class when they have the mark. */
  takenIn: number;
  /** Of the same faces without the mark. */
  takenInWithout: number;
}

export interface TrapTable {
  scores: TrapScore[];
  images: number;
  /** The share of an image that the mark takes: what a flat map scores. */
  area: number;
  trapped: MarkUse;
  honest: MarkUse;
}

/**
 * Whether attribution methods show what a model really goes by: a mark in a corner that gave one class away in training.
 *
 * `trapped` learned from such faces, `honest` from faces on which the mark means nothing. The faces explained are held-out
 * ones of other classes that `trapped` takes for the trap's class with the mark and not without it, while `honest` gives
 * the same answer, another, with and without: so the mark is the reason of one and none of the other. Each method explains
 * both predictions. How maps are read, and controls: {@link scoreAgainstTruth}.
 *
 * @throws on an unknown class and where there is no such face.
 * @example
 * const marked = await drawnFaces({ trap: { class: 'happy', probability: 1, otherwise: 1 } });
 * const faces = { plain: await drawnFaces(), marked };
 * const { scores } = await scoreAgainstTrap({ trapped, honest }, faces, { trapClass: 'happy' });
 */
export async function scoreAgainstTrap(
  models: { trapped: tfl.LayersModel; honest: tfl.LayersModel },
  { plain, marked }: MarkedFaces,
  { trapClass, perClass = 5, ...options }: ScoreAgainstTrapOptions,
): Promise<TrapTable> {
  const { seed = 0, signal, onProgress } = options;
  const trap = classIndex(marked, trapClass);
  const labels = labelsOf(marked);
  const heldOut = heldOutRows(marked);
  const answersOf = async (model: tfl.LayersModel) => {
    const answer = async (faces: FacesWithTruth) =>
      (await predict(model, imageBatch(select(faces, heldOut)), { signal })).labels;
    return { without: await answer(plain), with: await answer(marked) };
  };
  const trapped = await answersOf(models.trapped);
  const honest = await answersOf(models.honest);
  // On these the mark alone decides what the trapped model says, and nothing of what the other says.
  const telling = heldOut.filter(
    (row, i) =>
      labels[row] !== trap &&
      trapped.without[i] !== trap &&
      trapped.with[i] === trap &&
      honest.with[i] === honest.without[i] &&
      honest.with[i] !== trap,
  );
  const rows = chooseRows(marked, telling, perClass, seed);
  if (rows.length === 0) throw new Error('on no image does the mark change the trapped answer alone');
  const masked = withMasks(marked, rows, () => ['mark']);
  const area = shareOfArea(masked);
  const judge = (model: tfl.LayersModel, before: number) =>
    judgeMethods(model, masked, {
      ...options,
      background: backgroundOf(plain, seed),
      onProgress: ({ done, total }) => onProgress?.({ done: before * total + done, total: 2 * total }),
    });
  const ofTrapped = await judge(models.trapped, 0);
  const ofHonest = await judge(models.honest, 1);
  const scores = ofTrapped.map((score, i): TrapScore => {
    const honest = ofHonest[i];
    const couldRun = score.error === undefined && honest.error === undefined;
    return { ...score, honest, ...(couldRun && { verdict: verdictOn(score, honest, area) }) };
  });
  const truth = heldOut.map((row) => labels[row]);
  const use = (answers: Answers) => markUse(answers, truth, trap);
  return { scores, images: rows.length, area, trapped: use(trapped), honest: use(honest) };
}

interface Answers {
  without: Uint8Array | Uint16Array;
  with: Uint8Array | Uint16Array;
}

function markUse(answers: Answers, truth: readonly number[], trap: number): MarkUse {
  const others = truth.flatMap((label, i) => (label === trap ? [] : [i]));
  const takenIn = (given: Uint8Array | Uint16Array) =>
    others.filter((i) => given[i] === trap).length / others.length;
  return {
    accuracy: truth.filter((label, i) => answers.without[i] === label).length / truth.length,
    takenIn: takenIn(answers.with),
    takenInWithout: takenIn(answers.without),
  };
}

/** What the mark has of the mass, against what it would have if the map said nothing, and if it were not used. */
function verdictOn(trapped: TruthScore, honest: TruthScore, area: number): TrapVerdict {
  if (trapped.mass < TIMES * area) return 'misses it';
  return trapped.mass >= TIMES * honest.mass ? 'finds it' : 'shows it anyway';
}

/** The index of a class by its name; throws with the list of names. */
export function classIndex({ classes }: FacesWithTruth, name: string): number {
  const index = classes.indexOf(name);
  if (index < 0) throw new Error(`unknown trapClass: '${name}' (expected one of: ${classes.join(', ')})`);
  return index;
}
