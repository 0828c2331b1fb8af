/** What a method is, for menus and documents; `name` is also the name of the function. */
export interface MethodInfo {
  name: string;
  family: 'gradient' | 'cam' | 'layer' | 'feature visualisation';
  /** What the model must offer: `'gradient'` through it, or its `'layers'`. */
  needs: readonly ('gradient' | 'layers')[];
  /** Passes an image takes, in terms of the options. */
  cost: { forward: string; backward: string };
  /** One sentence on what the values say. */
  tells: string;
  paper?: { title: string; year: number; url: string };
}

const paper = (title: string, year: number, url: string) => ({ title, year, url });

/** Every method of the package: the one source for command lines, apps and documents. */
export const methods: readonly MethodInfo[] = [
  {
    name: 'saliency',
    family: 'gradient',
    needs: ['gradient'],
    cost: { forward: '1', backward: '1' },
    tells: 'how much a small change of each pixel would move the score',
    paper: paper('Deep Inside Convolutional Networks', 2013, 'https://arxiv.org/abs/1312.6034'),
  },
  {
    name: 'inputXGradient',
    family: 'gradient',
    needs: ['gradient'],
    cost: { forward: '1', backward: '1' },
    tells: "each pixel's share of the score, to first order",
    paper: paper('Not Just a Black Box', 2016, 'https://arxiv.org/abs/1605.01713'),
  },
  {
    name: 'integratedGradients',
    family: 'gradient',
    needs: ['gradient'],
    cost: { forward: 'steps + 2', backward: 'steps' },
    tells: "each pixel's share of the difference between the image's score and the baseline's",
    paper: paper('Axiomatic Attribution for Deep Networks', 2017, 'https://arxiv.org/abs/1703.01365'),
  },
  {
    name: 'gradCam',
    family: 'cam',
    needs: ['gradient', 'layers'],
    cost: { forward: '1', backward: '1 (from the score to the layer)' },
    tells: 'where the channels of a layer that raise the score are active',
    paper: paper('Grad-CAM', 2016, 'https://arxiv.org/abs/1610.02391'),
  },
  {
    name: 'layerActivations',
    family: 'layer',
    needs: ['layers'],
    cost: { forward: '1', backward: '0' },
    tells: 'what each layer puts out',
  },
  {
    name: 'maximizeActivation',
    family: 'feature visualisation',
    needs: ['gradient'],
    cost: { forward: 'steps + 1', backward: 'steps' },
    tells: 'a picture that a filter, a neuron or a class answers to strongly',
    paper: paper(
      'Visualizing Higher-Layer Features of a Deep Network',
      2009,
      'https://www.researchgate.net/publication/265022827',
    ),
  },
];

/** The catalogue entry of that name; throws with the list of names. */
export function findMethod(name: string): MethodInfo {
  const found = methods.find((method) => method.name === name);
  if (!found) {
    const names = methods.map((method) => method.name).join(', ');
    throw new Error(`unknown method: '${String(name)}' (expected one of: ${names})`);
  }
  return found;
}
