import type * as tf from '@tensorflow/tfjs-core';
import { rowSize, type Images } from '../common/images';
import { forEachBatch } from '../common/map-batches';
import type { PickedScores } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows, type ResolvedTarget } from '../common/target';
import type { ValueId } from '../graph/step';
import { camAttribution, type CamAttribution, type CamOptions } from './cam-attribution';
import { layerValues, prepareCam, type CamSubject } from './cam-subject';
import { projectOnPrincipalComponent } from './principal-component';

/** A batch at the layer: what goes in, what the layer puts out, which scores are explained. */
export interface LayerBatch {
  xs: tf.Tensor[];
  activations: tf.Tensor;
  /** By {@link layerValues}. */
  feeds: Map<ValueId, tf.Tensor>;
  target: ResolvedTarget;
}

/**
 * The flow of the eigen CAMs: `look` gives features `[n, ..., channels]` and the scores; each image's map is the
 * projection of its places on the first principal component of their channels.
 */
export async function eigenMap(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  look: (cam: CamSubject, batch: LayerBatch) => PickedScores & { features: tf.Tensor },
): Promise<CamAttribution> {
  const cam = await prepareCam(method, model, images, options);
  const { n, target, rows } = cam.prepared;
  const scores = new Float32Array(n);
  const targets = new Int32Array(n);
  let maps = new Float32Array();
  let shape: number[] = [];
  await forEachBatch(
    n,
    splitOptions(options).run,
    (start, size) => {
      const xs = rows(start, size);
      return { ...look(cam, { xs, ...layerValues(cam, xs), target: targetRows(target, start, size) }) };
    },
    (results, start, size) => {
      const { data } = results.features;
      const channels = results.features.shape.at(-1)!;
      shape = [n, ...results.features.shape.slice(1, -1)];
      const places = rowSize(shape);
      if (start === 0) maps = new Float32Array(n * places);
      for (let i = 0; i < size; i++) {
        const table = data.subarray(i * places * channels, (i + 1) * places * channels);
        maps.set(projectOnPrincipalComponent(table, [places, channels]), (start + i) * places);
      }
      scores.set(results.scores.data, start);
      targets.set(results.targets.data, start);
    },
  );
  return camAttribution(cam, options, { values: maps, shape, scores, targets });
}
