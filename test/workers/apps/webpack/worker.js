/* global self */
import { modelFromTopology } from '@fer/models';
import { serveReplicas } from '@fer/train';
import { startWasm } from './start-wasm.js';

serveReplicas(self, { prepare: startWasm, build: modelFromTopology });
