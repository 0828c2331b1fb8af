import { cp } from 'node:fs/promises';
import { defineConfig } from 'tsup';

export default defineConfig({
  // By name, so that all lie side by side: they find one another beside themselves.
  entry: {
    main: 'src/main.ts',
    'replica-worker': 'src/replica-worker.ts',
    'trial-process': 'src/sweep/trial-process.ts',
  },
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  clean: true,
  sourcemap: true,
  // `fer serve` hands it out.
  onSuccess: () => cp('../web/dist', 'dist/web', { recursive: true }),
});
