import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom (packages of ours, and whether the engine). One table; a package that is not in it may
 * import neither. Tests may use anything.
 */
const mayImport = {
  data: { ours: [], tfjs: false },
  'drawn-faces': { ours: [], tfjs: false },
  viz: { ours: [], tfjs: false },
  faces: { ours: ['data'], tfjs: true },
  models: { ours: [], tfjs: true },
  'wasm-kernels': { ours: [], tfjs: true },
  train: { ours: [], tfjs: true },
  explain: { ours: [], tfjs: true },
  experiments: { ours: ['data', 'drawn-faces', 'models', 'train', 'explain', 'viz'], tfjs: true },
};
const everyPackage = [...Object.keys(mayImport), 'cli', 'web', 'fixtures'];

const restrictImports = (name, { ours, tfjs }, { node }) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        {
          group: everyPackage
            .filter((p) => !ours.includes(p) && p !== name)
            .flatMap((p) => [`@fer/${p}`, `@fer/${p}/*`]),
          message: `@fer/${name} may import of ours only: ${ours.join(', ') || 'nothing'} (see the table in eslint.config.js).`,
        },
        {
          group: ['../../../*', '../../../../*'],
          message: 'Import another package by its name.',
        },
        ...(tfjs
          ? [
              {
                group: [
                  '@tensorflow/tfjs',
                  '@tensorflow/tfjs-node*',
                  '@tensorflow/*/dist/*',
                  ...(name === 'wasm-kernels' ? [] : ['@tensorflow/tfjs-backend-*']),
                ],
                message: 'Only tfjs-core and tfjs-layers: the application chooses the backend.',
              },
            ]
          : [{ group: ['@tensorflow/*'], message: `@fer/${name} knows no tensors.` }]),
        ...(node ? [] : [{ group: ['node:*'], message: 'Node-only code lives under the ./node export.' }]),
      ],
    },
  ],
});

const packages = readdirSync(new URL('packages', import.meta.url));
const houseRules = packages.flatMap((name) => {
  const rule = mayImport[name] ?? { ours: [], tfjs: false };
  const files = [`packages/${name}/src/**/*.ts`];
  const ignores = ['**/*.test.ts', '**/testing/**'];
  const nodeFiles = [
    `packages/${name}/src/node.ts`,
    `packages/${name}/src/node/**/*.ts`,
    `packages/${name}/src/generate.ts`,
    `packages/${name}/src/generate/**/*.ts`,
  ];
  return [
    {
      files,
      ignores: [...ignores, ...nodeFiles],
      rules: {
        ...restrictImports(name, rule, { node: false }),
        'no-restricted-globals': [
          'error',
          { name: 'performance', message: 'Time is passed in.' },
          { name: 'process', message: 'A library does not know the process.' },
          { name: 'Buffer', message: 'Use Uint8Array.' },
        ],
      },
    },
    { files: nodeFiles, ignores, rules: restrictImports(name, rule, { node: true }) },
    {
      files,
      ignores,
      rules: {
        'no-console': 'error',
        'no-restricted-properties': [
          'error',
          { object: 'Math', property: 'random', message: 'Randomness comes from a seed.' },
          { object: 'Date', property: 'now', message: 'Time is passed in.' },
        ],
      },
    },
  ];
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '**/.turbo/**',
      'runs/**',
      'packages/wasm-kernels/assembly/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked.map((c) => ({ ...c, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
    },
  },
  { files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: globals.node } },
  ...houseRules,
);
