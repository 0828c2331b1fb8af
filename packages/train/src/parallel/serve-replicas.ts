import * as tfl from '@tensorflow/tfjs-layers';
import type { FromWorker, ToWorker } from './messages';
import { ReplicaModel } from './replica-step';
import { onMessage, type WorkerPort } from './worker-port';

export interface ServeReplicasOptions {
  /**
   * Builds the model from the topology that the trainer sends (what `model.toJSON` gives, as an object). Default
   * tfjs's own `modelFromJSON`; a model with seeded dropout needs the one of `@fer/models`, `modelFromTopology`.
   */
  build?: (topology: object) => tfl.LayersModel | Promise<tfl.LayersModel>;
}

/**
 * Makes this thread compute replicas for a trainer in another: the last line of a worker's script, after the
 * backend has been chosen.
 *
 * @param port `self` in a Web Worker, `parentPort` in a worker of Node.
 * @example
 * await tf.setBackend('wasm');
 * serveReplicas(parentPort);
 */
export function serveReplicas(
  port: WorkerPort,
  {
    build = (topology) => tfl.models.modelFromJSON({ modelTopology: topology } as never),
  }: ServeReplicasOptions = {},
): void {
  let replicas: ReplicaModel | undefined;
  const answer = async (message: ToWorker): Promise<FromWorker> => {
    if (message.type === 'build') {
      replicas = new ReplicaModel(await build(message.topology));
      return { type: 'ready' };
    }
    if (replicas === undefined) throw new Error('asked for a step before there was a model');
    replicas.setWeights(message.weights);
    const results = [];
    for (const task of message.tasks) results.push(await replicas.compute(task, message.state));
    return { type: 'results', results };
  };
  onMessage(port, (message) => {
    void answer(message as ToWorker)
      .catch((error: unknown): FromWorker => ({
        type: 'failed',
        message: error instanceof Error ? error.message : String(error),
      }))
      .then((reply) => {
        const buffers =
          reply.type === 'results' ? reply.results.flatMap((r) => [r.gradients.buffer, r.state.buffer]) : [];
        port.postMessage(reply, buffers as ArrayBuffer[]);
      });
  });
}
