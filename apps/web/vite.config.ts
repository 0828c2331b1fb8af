import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { contentSecurity } from './content-security';

export default defineConfig({
  base: './',
  plugins: [preact({ prefreshEnabled: false }), contentSecurity()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 4_000,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['index.html', 'fetch-model.html'] },
  },
});
