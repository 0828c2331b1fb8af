import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { contentSecurity } from './content-security';
import { serviceWorker } from './service-worker';

export default defineConfig({
  base: './',
  plugins: [preact({ prefreshEnabled: false }), contentSecurity(), serviceWorker()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Those that know light-dark(): what it would be replaced by for older ones ignores the switch of colours.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 4_000,
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['index.html', 'fetch-model.html'] },
  },
});
