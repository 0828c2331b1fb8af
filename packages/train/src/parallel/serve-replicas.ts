import * as tfl from '@tensorflow/tfjs-layers';
import { updateRange } from './flat-optimizer';
import type { FromWorker, ToWorker } from './messages';
import { ReplicaModel } from './replica-model';
import { onMessage, type WorkerPort } from './worker-port';

export interface ServeReplicasOptions {
  /**
   * Chooses the backend; awaited before the first model is built, and a failure is told to the trainer. Here and
   * not before `serveReplicas`: a Web Worker that awaits something first misses the messages of that time.
   */
  prepare?: () => unknown;
  /**
   * Builds the model from the topology that the trainer sends (what `model.toJSON` gives, as an object). Default
   * tfjs's own `modelFromJSON`; a model with seeded dropout needs the one of `@fer/models`, `modelFromTopology`.
   */
  build?: (topology: object) => tfl.LayersModel | Promise<tfl.LayersModel>;
  /** A clock in milliseconds: lets the trainer tell time spent computing from time spent waiting (`waited`). */
  now?: () => number;
}

/**
 * Makes this thread compute replicas for a trainer in another: the whole of a worker's script but its imports.
 *
 * @param port `self` in a Web Worker, `parentPort` in a worker of Node.
 * @example
 * serveReplicas(self, {
 *   prepare: async () => {
 *     registerWasmTrainingKernels();
 *     await tf.setBackend('wasm');
 *   },
 * });
 */
export function serveReplicas(
  port: WorkerPort,
  {
    prepare = () => undefined,
    build = (topology) => tfl.models.modelFromJSON({ modelTopology: topology } as never),
    now,
  }: ServeReplicasOptions = {},
): void {
  let prepared: Promise<unknown> | undefined;
  let model: ReplicaModel | undefined;
  const answer = async (message: ToWorker): Promise<FromWorker> => {
    if (message.type === 'build') {
      await (prepared ??= Promise.resolve(prepare()));
      model?.dispose();
      model = undefined;
      model = new ReplicaModel(await build(message.topology));
      return { type: 'ready' };
    }
    if (model === undefined) throw new Error(`asked to ${message.type} before there was a model`);
    switch (message.type) {
      case 'weights':
        model.setWeights(message);
        return { type: 'ready' };
      case 'step': {
        const started = now?.();
        const results = await model.compute(message.tasks, message);
        return { type: 'results', results, ...(now && { busy: now() - (started ?? 0) }) };
      }
      case 'update':
        await updateRange(message.update, message);
        return { type: 'ready' };
      case 'score':
        return { type: 'score', score: await model.score(message.batch) };
      case 'predict':
        return { type: 'prediction', probabilities: await model.predict(message.data, message.shape) };
    }
  };
  // One at a time and in order, however fast the messages come.
  let last: Promise<void> = Promise.resolve();
  onMessage(port, (message) => {
    last = last
      .then(() => answer(message as ToWorker))
      .catch((error: unknown): FromWorker => ({
        type: 'failed',
        message: error instanceof Error ? error.message : String(error),
      }))
      .then((reply) => port.postMessage(reply, buffersOf(reply)));
  });
}

/** What can be handed over to the trainer: arrays that are not in shared memory. */
function buffersOf(reply: FromWorker): ArrayBuffer[] {
  if (reply.type !== 'results') return [];
  return reply.results
    .flatMap(({ gradients, state }) => [gradients.buffer, state.buffer])
    .filter((buffer) => buffer instanceof ArrayBuffer);
}
