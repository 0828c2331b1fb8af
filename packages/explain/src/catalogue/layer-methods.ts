import type { MethodInfo } from './method-info';

/** The methods that look at layers and neurons. */
export const layerMethods: readonly MethodInfo[] = [
  {
    name: 'layerActivations',
    family: 'layer',
    needs: ['layers'],
    options: ['layers'],
    cost: { forward: '1', backward: '0' },
    tells: 'what each layer puts out',
  },
];
