/**
 * What every application of this folder does: two epochs of two replicas in two threads, validation and evaluation
 * in them too, and the same again in one thread. Nothing is imported here: how a program gets at the packages, and
 * starts a thread, is what each application shows.
 *
 * @param {object} packages of tfjs and ours
 * @param {() => unknown} startWorker
 */
export async function run({ createModel, fit, evaluate }, startWorker) {
  const images = (count) => ({
    images: Uint8Array.from({ length: count * 24 * 24 }, (_, i) => (i * 37 + (i >> 5) * 11) % 256),
    labels: Uint8Array.from({ length: count }, (_, i) => (i * i) % 7),
    shape: [count, 24, 24, 1],
  });
  const train = async (threads) => {
    const model = createModel('tiny', { seed: 3, inputShape: [24, 24, 1], dropout: 0.2 });
    const losses = [];
    const { records } = await fit(model, {
      train: images(40),
      validation: images(12),
      epochs: 2,
      batchSize: 8,
      seed: 4,
      replicas: 2,
      onProgress: ({ loss }) => losses.push(loss),
      ...threads,
    });
    const { loss } = await evaluate(model, images(20), { batchSize: 8, ...threads });
    const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
    model.dispose();
    return { losses, records, loss, weights };
  };
  return { inTwoThreads: await train({ workers: 2, startWorker }), inOne: await train({ workers: 0 }) };
}
