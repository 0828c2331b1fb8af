// Computes replicas as worker.mjs does, until its process would have been killed: at message number workerData.dies.
import './worker.mjs';
import { parentPort, workerData } from 'node:worker_threads';

let messages = 0;
parentPort.on('message', () => {
  if (++messages === workerData.dies) process.exit(137);
});
