import { splitBy } from '@fer/data';
import { chooseExamples } from '../figures/choose-examples';
import type { FacesWithTruth } from './faces-with-truth';
import { trainFacesModel } from './faces-model';
import type { JudgeOptions } from './judge-methods';
import { classIndex, scoreAgainstTrap, type TrapTable } from './score-against-trap';
import { scoreAgainstTruth, type TruthTable } from './score-against-truth';

/** Loads drawn faces: `drawnFaces` of `@fer/drawn-faces`. */
export type LoadFaces = (options: {
  seed: number;
  trap?: { class: number; probability: number; otherwise: number };
}) => Promise<FacesWithTruth>;

export interface GroundTruthOptions extends JudgeOptions {
  /** The class that the planted mark gives away, by name. Default `happy`. */
  trapClass?: string;
  /** So many images of every class. Default 5. */
  perClass?: number;
  /** Of the training of each of the two models. Default 14. */
  epochs?: number;
  /** About so many training images for each model, chosen by the seed, each class alike. Default all. */
  limit?: number;
}

export interface GroundTruth {
  /** Of the honest model, on faces without the mark: maps against the regions of the label. */
  truth: TruthTable;
  /** Of both models, on faces with the mark: maps against the mark. */
  trap: TrapTable;
}

/** Share of the faces of the trap's class that get the mark. */
const MARKED = 0.95;

/**
 * Asks every attribution method two questions whose answers are known: are its maps where the label of drawn faces is,
 * and does it show a planted mark that a model goes by?
 *
 * Two small models are trained for it on the same faces. For one, a mark in a corner goes with a class (95 % of its faces
 * have it, of the others none). The honest one sees the mark as often, but in every class alike, so that it means
 * nothing. See `scoreAgainstTruth` and `scoreAgainstTrap`. The same seed gives the same numbers on one backend, which must
 * be able to train.
 *
 * @example
 * const { truth, trap } = await groundTruth(drawnFaces, { methods: ['saliency', 'gradCam'] });
 */
export async function groundTruth(
  load: LoadFaces,
  { trapClass = 'happy', epochs, limit, onProgress, ...options }: GroundTruthOptions = {},
): Promise<GroundTruth> {
  const { seed = 0, signal } = options;
  const plain = await load({ seed });
  const mark = (probability: number, otherwise: number) =>
    load({ seed, trap: { class: classIndex(plain, trapClass), probability, otherwise } });
  const everywhere = await mark(MARKED / plain.classes.length, MARKED / plain.classes.length);
  // Four parts of the work, which take about as long as each other.
  const tell =
    (part: number) =>
    ({ done, total }: { done: number; total: number }) =>
      onProgress?.({ done: part * total + done, total: 4 * total });
  const train = (faces: FacesWithTruth, part: number) => {
    const { train } = splitBy(faces);
    const few =
      limit === undefined ? train : chooseExamples(train, Math.ceil(limit / train.classes.length), seed);
    return trainFacesModel(few, { seed, epochs, signal, onProgress: tell(part) });
  };
  const honest = await train(everywhere, 0);
  try {
    const trapped = await train(await mark(MARKED, 0), 1);
    try {
      const truth = await scoreAgainstTruth(honest, plain, { ...options, onProgress: tell(2) });
      const faces = { plain, marked: await mark(1, 1) };
      const trap = await scoreAgainstTrap({ honest, trapped }, faces, {
        ...options,
        trapClass,
        onProgress: tell(3),
      });
      return { truth, trap };
    } finally {
      trapped.dispose();
    }
  } finally {
    honest.dispose();
  }
}
