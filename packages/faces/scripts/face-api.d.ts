/** What scripts/peer.ts uses of the bundle, whose own types need `@tensorflow/tfjs`. */
declare module '@vladmandic/face-api/dist/face-api.esm.js' {
  type Face = { score: number; box: { x: number; y: number; width: number; height: number } };
  type Engine = {
    env(): { setPlatform(name: string, platform: object): void };
    setBackend(name: string): Promise<boolean>;
    io: { decodeWeights(bytes: ArrayBuffer, specs: object[]): object };
    tensor3d(values: Float32Array, shape: readonly number[]): object;
  };
  export const tf: Engine;
  export const env: { setEnv(env: object): void };
  export class TinyFaceDetector {
    loadFromWeightMap(weights: object): void;
    locateFaces(input: object, options: { inputSize: number; scoreThreshold: number }): Promise<Face[]>;
  }
}
