// Lets a thread of Node run TypeScript: tsx registers itself in the main thread only.
import { register } from 'tsx/esm/api';

register();
await import('./node-worker.ts');
