import { decodeTensor } from '@fer/fixtures';
import { ablationCam } from '../cam/ablation-cam';
import type { CamAttribution, CamOptions } from '../cam/cam-attribution';
import { classActivation } from '../cam/class-activation';
import { classActivationMap } from '../cam/class-activation-map';
import { eigenCam } from '../cam/eigen-cam';
import { eigenGradCam } from '../cam/eigen-grad-cam';
import { elementWiseCam } from '../cam/element-wise-cam';
import { gradCam } from '../cam/grad-cam';
import { gradCamPlusPlus } from '../cam/grad-cam-plus-plus';
import { hiResCam } from '../cam/hi-res-cam';
import { layerCam } from '../cam/layer-cam';
import { scoreCam } from '../cam/score-cam';
import { upsampleMap } from '../cam/upsample-map';
import { xGradCam } from '../cam/x-grad-cam';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import { layerActivations } from '../layers/layer-activations';
import type { ReferenceRun } from './reference-runs';
import { imageOf, type ReferenceRecord } from './records';

type Method = (model: ExplainableModel, images: Images, options: CamOptions) => Promise<CamAttribution>;

/** The peer's final picture: positive part, scaled to 0..1, resized, scaled again. */
function picture(map: CamAttribution, record: ReferenceRecord): Float32Array {
  const [, h, w] = imageOf(record).shape;
  return scaled(upsampleMap({ ...map, values: scaled(map.values) }, [h, w]).values);
}

function scaled(values: Float32Array): Float32Array {
  const positive = values.map((value) => Math.max(0, value));
  const low = Math.min(...positive);
  const high = Math.max(...positive.map((value) => value - low));
  return positive.map((value) => (value - low) / (1e-7 + high));
}

/** A principal component has no sign: the map with that of the record's. */
function turnedAs(record: ReferenceRecord, map: CamAttribution): CamAttribution {
  const expected = decodeTensor(record.out.raw).data;
  const common = map.values.reduce((sum, value, i) => sum + value * expected[i], 0);
  return { ...map, values: map.values.map((value) => Math.sign(common) * value) };
}

/** Everything that a record of pytorch-grad-cam holds. */
function peerRun(name: string, method: Method, peer: RegExp, isTurned = false): ReferenceRun {
  return {
    name,
    kind: 'cam',
    method: peer,
    async run(model, image, options, record) {
      const ours = await method(model, image, { ...options, layer: record.layer });
      const map = isTurned ? turnedAs(record, ours) : ours;
      const result = {
        raw: map.values,
        ...('cam' in record.out && { cam: picture(map, record) }),
        ...('weights' in record.out && { weights: map.weights! }),
      };
      if (!('activations' in record.out)) return result;
      const at = { ...options, layer: record.layer };
      const gradients = await classActivation('gradCam', model, image, at, (_, map) => ({ map }));
      const [activations] = await layerActivations(model, image, { layers: [record.layer!] });
      return { ...result, activations: activations.values, gradients: gradients.values };
    },
  };
}

export const camRuns: readonly ReferenceRun[] = [
  {
    name: 'gradCam',
    kind: 'captum',
    method: /^LayerGradCam\//,
    async run(model, image, options, { params }) {
      const { layer, relu } = params as { layer: string; relu: boolean };
      return { attr: (await gradCam(model, image, { ...options, layer, relu })).values };
    },
  },
  peerRun('gradCam', gradCam, /^GradCAM(\/softmaxTarget)?$/),
  peerRun('gradCamPlusPlus', gradCamPlusPlus, /^GradCAMPlusPlus$/),
  peerRun('xGradCam', xGradCam, /^XGradCAM$/),
  peerRun('layerCam', layerCam, /^LayerCAM$/),
  peerRun('hiResCam', hiResCam, /^HiResCAM$/),
  peerRun('elementWiseCam', elementWiseCam, /^GradCAMElementWise$/),
  peerRun('eigenCam', eigenCam, /^EigenCAM$/, true),
  peerRun('eigenGradCam', eigenGradCam, /^EigenGradCAM$/, true),
  peerRun('scoreCam', scoreCam, /^ScoreCAM$/),
  peerRun('ablationCam', ablationCam, /^AblationCAM$/),
  peerRun('classActivationMap', classActivationMap, /^CAM$/),
];
