/**
 * The features of facesjs that are drawn whatever the expression. Left out: hair that hides the brows, masks
 * and hats, beards on which a mouth can't be seen, brows and mouths that look like an expression of their own.
 */
export const HEADS = [
  ...['female1', 'female2', 'female3'],
  ...Array.from({ length: 18 }, (_, i) => `head${i + 1}`),
];

export const HAIRS = [
  ...[
    'afro',
    'afro2',
    'bald',
    'blowoutFade',
    'cornrows',
    'crop-fade',
    'crop-fade2',
    'crop',
    'curly',
    'curly2',
    'curly3',
  ],
  ...[
    'curlyFade1',
    'curlyFade2',
    'dreads',
    'faux-hawk',
    'fauxhawk-fade',
    'female11',
    'female2',
    'female3',
    'female5',
  ],
  ...[
    'female9',
    'hair',
    'high',
    'juice',
    'messy-short',
    'parted',
    'shaggy1',
    'short-bald',
    'short-fade',
    'short',
  ],
  ...['short2', 'short3', 'spike', 'spike2', 'spike3', 'spike4', 'tall-fade'],
];

export const LONG_HAIRS = ['female1', 'female2', 'female3', 'female4', 'longHair', 'shaggy'];
export const EARS = ['ear1', 'ear2', 'ear3'];
export const BODIES = ['body', 'body2', 'body3', 'body4', 'body5'];
export const JERSEYS = ['jersey', 'jersey2', 'jersey3', 'jersey4', 'jersey5'];
export const NOSES = [
  ...[
    'nose1',
    'nose10',
    'nose11',
    'nose13',
    'nose2',
    'nose3',
    'nose5',
    'nose6',
    'nose7',
    'nose9',
    'small',
    'honker',
  ],
];
export const BROW_SHAPES = [
  ...[
    'eyebrow1',
    'eyebrow13',
    'eyebrow14',
    'eyebrow18',
    'eyebrow20',
    'eyebrow3',
    'eyebrow4',
    'eyebrow6',
    'eyebrow8',
  ],
  ...['eyebrow11', 'eyebrow7', 'eyebrow2'],
];
export const BEARDS = ['sideburns1', 'sideburns2', 'sideburns3'];
export const GLASSES = ['glasses1-primary', 'glasses2-black'];
export const LINES = ['freckles1', 'freckles2', 'chin1', 'chin2'];

/** Skins from light to dark; the darkest are lighter than facesjs' own so that black strokes stay visible. */
export const SKINS = [
  '#f2d6cb',
  '#ddb7a0',
  '#fedac7',
  '#f0c5a3',
  '#eab687',
  '#bb876f',
  '#b07f66',
  '#9c6a58',
  '#8e6254',
];
export const HAIR_COLOURS = [
  '#272421',
  '#3D2314',
  '#5A3825',
  '#CC9966',
  '#2C1608',
  '#B55239',
  '#e9c67b',
  '#b9b4ae',
  '#0f0902',
];
export const BROW_COLOURS = ['#272421', '#2C1608', '#3D2314', '#0f0902'];
export const CLOTHES = ['#89bfd3', '#7a1319', '#07364f', '#d9d9d9', '#444444', '#c9a227'];
