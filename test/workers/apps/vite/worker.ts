import { modelFromTopology } from '@fer/models';
import { serveReplicas, type WorkerPort } from '@fer/train';
import { startWasm } from './start-wasm';

serveReplicas(self as WorkerPort, { prepare: startWasm, build: modelFromTopology });
