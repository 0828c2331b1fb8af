import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../errors';
import { chooseBackend } from './choose-backend';

/** What `import(name)` throws in Node where the package is absent. */
function missing(name: string): Error {
  return Object.assign(new Error(`Cannot find package '${name}' imported from choose-backend.js`), {
    code: 'ERR_MODULE_NOT_FOUND',
  });
}

/** An importer for which only the given packages exist; importing one runs what it does. */
function installed(packages: Record<string, () => void | Promise<void>>) {
  const asked: string[] = [];
  const load = async (name: string) => {
    asked.push(name);
    if (!(name in packages)) throw missing(name);
    await packages[name]();
  };
  return { asked, load };
}

/** Stands for the native library: registers the engine name that it registers. */
class NativeStandIn extends tf.KernelBackend {
  override dispose() {}
}
const registerTensorflow = () => {
  tf.registerBackend('tensorflow', () => new NativeStandIn());
};
const wasm = {
  '@tensorflow/tfjs-backend-wasm': () => import('@tensorflow/tfjs-backend-wasm').then(() => undefined),
};

afterEach(() => {
  if (tf.findBackendFactory('tensorflow') !== null) tf.removeBackend('tensorflow');
});

describe('chooseBackend', () => {
  it('takes wasm by default and registers the kernels that training needs', async () => {
    const { asked, load } = installed(wasm);
    expect(await chooseBackend('auto', { load })).toBe('wasm');
    expect(asked).toEqual([
      '@tensorflow/tfjs-node-gpu',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-backend-wasm',
    ]);
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeDefined();
  });

  it.each(['tfjs-node-gpu', 'tfjs-node'])(
    'prefers %s where the user installed it, without a word',
    async (name) => {
      const { load } = installed({ ...wasm, [`@tensorflow/${name}`]: registerTensorflow });
      const warnings: string[] = [];
      expect(await chooseBackend('auto', { load, warn: (message) => warnings.push(message) })).toBe(name);
      expect(tf.getBackend()).toBe('tensorflow');
      expect(warnings).toEqual([]);
    },
  );

  it('says why a native one that is installed was not used, and what it tries instead', async () => {
    const broken = () => {
      throw new Error('libtensorflow.so.2: cannot open shared object file');
    };
    const { load } = installed({ ...wasm, '@tensorflow/tfjs-node': broken });
    const warnings: string[] = [];
    expect(await chooseBackend('auto', { load, warn: (message) => warnings.push(message) })).toBe('wasm');
    expect(warnings).toEqual([
      'backend tfjs-node is installed but did not start (libtensorflow.so.2: cannot open shared object file): trying the next',
    ]);
  });

  it('tells a missing module inside an installed package from a missing package', async () => {
    const broken = () => {
      throw missing('@mapbox/node-pre-gyp');
    };
    const { load } = installed({ '@tensorflow/tfjs-node': broken });
    await expect(chooseBackend('tfjs-node', { load })).rejects.toThrow(
      "backend tfjs-node did not start: Cannot find package '@mapbox/node-pre-gyp' imported from choose-backend.js",
    );
  });

  it.each([
    ['tfjs-node', 'backend tfjs-node is not installed (npm install @tensorflow/tfjs-node)'],
    ['tfjs-node-gpu', 'backend tfjs-node-gpu is not installed (npm install @tensorflow/tfjs-node-gpu)'],
    ['webgpu', 'backend webgpu is not installed (npm install webgpu @tensorflow/tfjs-backend-webgpu)'],
    ['cuda', 'unknown backend: cuda (expected one of auto, tfjs-node-gpu, tfjs-node, wasm, webgpu, cpu)'],
  ])('rejects %s asked for by name, and says what would help', async (name, message) => {
    const chosen = chooseBackend(name, { load: installed({}).load });
    await expect(chosen).rejects.toThrow(message);
    await expect(chosen).rejects.toBeInstanceOf(UsageError);
  });

  it('says so when webgpu finds no device', async () => {
    const load = async () => ({ create: () => ({ requestAdapter: async () => null }), globals: {} });
    await expect(chooseBackend('webgpu', { load })).rejects.toThrow(
      'backend webgpu did not start: no GPU adapter was found',
    );
  });
});
