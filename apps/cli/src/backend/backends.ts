import * as tf from '@tensorflow/tfjs-core';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';

/** Imports a module by name; tests put their own in its place. */
export type Importer = (name: string) => Promise<unknown>;

/** How one backend of TensorFlow.js is started in Node. */
export interface Backend {
  /** What `--backend` calls it. */
  name: string;
  /** The packages that it needs and that the user may have to install. */
  packages: string[];
  /** Loads it and makes it the current one; throws where it can't. */
  start(load: Importer): Promise<void>;
}

/** What we use of the `webgpu` package. */
interface Dawn {
  create: (flags: string[]) => { requestAdapter(): Promise<object | null> };
  globals: object;
}

async function activate(engineName: string): Promise<void> {
  // setBackend answers false and stays on the old backend where it fails.
  if (!(await tf.setBackend(engineName)))
    throw new Error(`TensorFlow.js could not start its ${engineName} backend`);
  await tf.ready();
}

function native(packageName: string): Backend {
  return {
    name: packageName.replace('@tensorflow/', ''),
    packages: [packageName],
    async start(load) {
      await load(packageName);
      await activate('tensorflow');
    },
  };
}

export const BACKENDS: Backend[] = [
  native('@tensorflow/tfjs-node-gpu'),
  native('@tensorflow/tfjs-node'),
  {
    name: 'wasm',
    packages: [],
    async start(load) {
      await load('@tensorflow/tfjs-backend-wasm');
      registerWasmTrainingKernels();
      await activate('wasm');
    },
  },
  {
    name: 'webgpu',
    packages: ['webgpu', '@tensorflow/tfjs-backend-webgpu'],
    async start(load) {
      const { create, globals } = (await load('webgpu')) as Dawn;
      const gpu = create([]);
      if ((await gpu.requestAdapter()) === null) {
        throw new Error('no GPU adapter was found (on Linux: the Vulkan loader, libvulkan1, and a driver)');
      }
      Object.assign(globalThis, globals);
      // tfjs looks for navigator.gpu when it is imported; Node before 21 has no navigator, later ones a read-only one.
      Object.defineProperty(globalThis, 'navigator', {
        value: { ...globalThis.navigator, gpu, userAgent: 'node' },
        configurable: true,
      });
      await load('@tensorflow/tfjs-backend-webgpu');
      await activate('webgpu');
    },
  },
  {
    name: 'cpu',
    packages: [],
    async start(load) {
      await load('@tensorflow/tfjs-backend-cpu');
      await activate('cpu');
    },
  },
];
