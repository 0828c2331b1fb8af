import type { io } from '@tensorflow/tfjs-core';

/** Name, shape and quantisation of each tensor; made by scripts/build.ts. */
export declare const specs: io.WeightsManifestEntry[];
/** The bytes of all of them, one after the other. */
export declare const base64: string;
