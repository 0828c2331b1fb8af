import { decodeTensor, referenceModel, relativeError } from '@fer/fixtures';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { expectAgreement, imageOf, recordsOf, scoreOf } from '../testing/references';
import { gradCam } from './grad-cam';
import { upsampleMap } from './upsample-map';

onEveryBackend(() => {
  it.each(recordsOf('captum', /^LayerGradCam\//))('agrees with captum: $id', async (record) => {
    const { layer, relu } = record.params as { layer: string; relu: boolean };
    const options = { target: record.target, score: scoreOf(record), layer, relu } as const;
    const { values, shape } = await gradCam(referenceModel(record.model), imageOf(record), options);
    expect(shape).toEqual([1, ...decodeTensor(record.out.attr).shape.slice(0, 2)]);
    expectAgreement(values, record, 'attr');
  });

  it.each(recordsOf('cam', /^GradCAM(\/softmaxTarget)?$/))(
    'agrees with pytorch-grad-cam: $id',
    async (record) => {
      const { target, layer, model } = record;
      const map = await gradCam(referenceModel(model), imageOf(record), {
        target,
        score: scoreOf(record),
        layer,
      });
      expectAgreement(map.values, record, 'raw');
      // The peer's final picture: positive part, scaled to 0..1, resized, scaled again.
      const scaled = (values: Float32Array) => {
        const positive = values.map((value) => Math.max(0, value));
        const low = Math.min(...positive);
        const high = Math.max(...positive.map((value) => value - low));
        return positive.map((value) => (value - low) / (1e-7 + high));
      };
      const [, h, w] = imageOf(record).shape;
      const large = upsampleMap({ ...map, values: scaled(map.values) }, [h, w]);
      expect(relativeError(scaled(large.values), decodeTensor(record.out.cam).data)).toBeLessThan(1e-4);
    },
  );

  it('guesses the last convolution and says so', async () => {
    const model = referenceModel('A');
    const image = imageOf({ model: 'A', input: 0 });
    const guessed = await gradCam(model, image);
    const named = await gradCam(model, image, { layer: 'conv2' });
    expect(guessed.values).toEqual(named.values);
    expect(guessed.warnings).toEqual([
      "no layer was given: the last convolution-like one, 'conv2', was guessed",
    ]);
    expect(named.warnings).toEqual([]);
    expect(guessed.provenance.options).toMatchObject({
      layer: 'conv2',
      relu: false,
      target: 'predicted',
      score: 'logit',
    });
  });
});
